import { beforeAll, describe, expect, it } from 'vitest';
import { stageSettings } from '../../infra/settings.ts';
import {
  grantsOf,
  hastyQueues,
  looseInboxes,
  mappingsOf,
  queuesWithoutDeadLetters,
  roleNames,
  secretsOf,
  wideRights,
} from './checks.ts';
import { resourceOf, resourcesOf, type Stack, synth } from './stack.ts';

let stack: Stack;
let plain: Stack;
beforeAll(async () => {
  stack = await synth('test', { env: { INBOX: '1', INGEST_SOURCES: 'vapi' } });
  plain = await synth('test');
});

describe('the inbox of a stage', () => {
  it('does not exist unless the stage asks for it', () => {
    expect(roleNames(plain)).not.toContain('ImportRole');
    expect(resourcesOf(plain, 's3/bucketNotification:BucketNotification')).toEqual([]);
  });

  it('is told of what lands under inbox/ alone, through a queue with dead letters', () => {
    expect(looseInboxes(stack)).toEqual([]);
    const [notification] = resourcesOf(stack, 's3/bucketNotification:BucketNotification');
    expect(notification?.inputs.queues).toMatchObject([
      { events: ['s3:ObjectCreated:*'], filterPrefix: 'inbox/' },
    ]);
    expect(queuesWithoutDeadLetters(stack)).toEqual([]);
    expect(hastyQueues(stack)).toEqual([]);
    const [mapping] = mappingsOf(stack, 'sqs').filter(({ inputs }) =>
      inputs.functionName.includes('ImportFunction'),
    );
    expect(mapping?.inputs).toMatchObject({
      batchSize: 1,
      functionResponseTypes: ['ReportBatchItemFailures'],
      scalingConfig: { maximumConcurrency: 5 },
    });
  });

  it('is read and emptied by its function, which writes to refused/ alone', () => {
    expect(wideRights(stack)).toEqual([]);
    const grants = grantsOf(stack, 'ImportRole').filter((grant) => grant.startsWith('s3:'));
    expect(grants.map((grant) => grant.replace(/ .*?(\/[a-z]+\/\*)?$/, ' $1')).sort()).toEqual([
      's3:DeleteObject /inbox/*',
      's3:GetObject /inbox/*',
      's3:GetObject /settings/*',
      's3:ListBucket ',
      's3:PutObject /refused/*',
    ]);
  });

  it('stores no analysis, and knows no secret of tokens, of senders and of a model', () => {
    const onTables = grantsOf(stack, 'ImportRole').filter((grant) => grant.startsWith('dynamodb:'));
    expect(onTables.filter((grant) => /(?:Put|Update)Item table\/CallAnalytics/.test(grant))).toEqual([]);
    expect(secretsOf(stack, 'Import')).toEqual(['ERASURE_KEY']);
    expect(secretsOf(stack, 'Analysis')).toEqual(['ERASURE_KEY']);
    expect(secretsOf(stack, 'Api').sort()).toEqual(['AUTH_SECRET', 'ERASURE_KEY', 'INGEST_VAPI_SECRET']);
    const { variables } = resourceOf(stack, 'lambda/function:Function', 'ImportFunction').inputs.environment;
    expect(variables).toMatchObject({ ANALYST: 'local', INBOX_BUCKET: expect.any(String) });
  });

  it('has alarms for files that were given up and for those that wait', () => {
    const alarms = resourcesOf(stack, 'cloudwatch/metricAlarm:MetricAlarm').map(({ name }) => name);
    expect(alarms).toEqual(expect.arrayContaining(['MorningLostFiles', 'MorningLateFiles']));
  });

  it('is open to no one: browsers, plain HTTP and the public are kept away', () => {
    expect(resourcesOf(stack, 's3/bucketCorsConfigurationV2:BucketCorsConfigurationV2')).toEqual([]);
    const block = resourcesOf(stack, 's3/bucketPublicAccessBlock:BucketPublicAccessBlock').find(({ name }) =>
      name.startsWith('Inbox'),
    );
    expect(block?.inputs).toMatchObject({ blockPublicAcls: true, restrictPublicBuckets: true });
  });
});

it('senders that are not known are refused', () => {
  expect(() => stageSettings('test', { INGEST_SOURCES: 'vapi,zoom' })).toThrow('INGEST_SOURCES must list');
});
