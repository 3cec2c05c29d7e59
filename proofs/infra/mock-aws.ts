import { createHash } from 'node:crypto';

export const ACCOUNT = '123456789012';

/** A resource as a component declares it. */
export interface DeclaredResource {
  type: string;
  name: string;
  inputs: Record<string, unknown>;
  id?: string;
}

/**
 * Pulumi mocks for AWS: the outputs that AWS would compute for a resource, and the results of look-ups. `declared`
 * collects the resources.
 */
export function mockAws(region: string, declared: DeclaredResource[]) {
  const arn = (service: string, rest: string) => `arn:aws:${service}:${region}:${ACCOUNT}:${rest}`;
  const computed = (
    type: string,
    name: string,
    { logical, inputs }: { logical: string; inputs: Record<string, unknown> },
  ): Record<string, unknown> => {
    const host = `${logical.toLowerCase()}.lambda-url.${region}.on.aws`;
    const outputs: Record<string, Record<string, unknown>> = {
      'aws:dynamodb/table:Table': {
        arn: arn('dynamodb', `table/${name}`),
        streamArn: arn('dynamodb', `table/${name}/stream/2026-01-15T12:00:00.000`),
      },
      'aws:sqs/queue:Queue': {
        arn: arn('sqs', name),
        url: `https://sqs.${region}.amazonaws.com/${ACCOUNT}/${name}`,
      },
      'aws:cloudwatch/eventRule:EventRule': { arn: arn('events', `rule/${name}`) },
      'aws:cloudwatch/eventBus:EventBus': { arn: arn('events', `event-bus/${name}`) },
      'aws:sns/topic:Topic': { arn: arn('sns', name) },
      'aws:lambda/function:Function': { arn: arn('lambda', `function:${name}`), version: '$LATEST' },
      'aws:lambda/functionUrl:FunctionUrl': { functionUrl: `https://${host}/` },
      'aws:acm/certificate:Certificate': {
        arn: arn('acm', `certificate/${name}`),
        domainValidationOptions: [
          {
            domainName: inputs.domainName,
            resourceRecordName: `_check.${inputs.domainName}`,
            resourceRecordType: 'CNAME',
            resourceRecordValue: '_check.acm-validations.aws',
          },
        ],
      },
      'aws:iam/role:Role': { arn: `arn:aws:iam::${ACCOUNT}:role/${name}` },
      'aws:cloudwatch/logGroup:LogGroup': { arn: arn('logs', `log-group:${name}`) },
      'aws:s3/bucket:Bucket': {
        arn: `arn:aws:s3:::${name}`,
        bucket: name,
        bucketRegionalDomainName: `${name}.s3.${region}.amazonaws.com`,
      },
      'aws:cloudfront/distribution:Distribution': {
        arn: `arn:aws:cloudfront::${ACCOUNT}:distribution/${name}`,
        domainName: 'd111.cloudfront.net',
        hostedZoneId: 'Z2',
      },
      'aws:cloudfront/keyValueStore:KeyValueStore': { arn: `arn:aws:cloudfront::${ACCOUNT}:kvs/${name}` },
      'aws:cloudfront/function:Function': { arn: `arn:aws:cloudfront::${ACCOUNT}:function/${name}` },
      'random:index/randomBytes:RandomBytes': {
        base64: createHash('sha256').update(logical).digest('base64'),
      },
    };
    return outputs[type] ?? {};
  };
  return {
    newResource({ type, name, inputs, id }: DeclaredResource) {
      const physical = String(id || inputs.name || inputs.bucket || name);
      const state = { ...inputs, name: physical, ...computed(type, physical, { logical: name, inputs }) };
      declared.push({ type, name, inputs, ...(id && { id }) });
      return { id: String('url' in state ? state.url : physical), state };
    },
    call({ token, inputs }: { token: string; inputs: Record<string, unknown> }) {
      const answers: Record<string, Record<string, unknown>> = {
        'aws:index/getRegion:getRegion': { id: region, region, name: region },
        'aws:index/getPartition:getPartition': { partition: 'aws' },
        'aws:index/getCallerIdentity:getCallerIdentity': { accountId: ACCOUNT },
        'aws:route53/getZones:getZones': { ids: ['Z1'] },
        'aws:route53/getZone:getZone': { zoneId: 'Z1', name: 'example.com' },
        'aws:iam/getPolicyDocument:getPolicyDocument': {
          ...inputs,
          json: JSON.stringify({ Statement: inputs.statements }),
        },
      };
      return answers[token] ?? inputs;
    },
  };
}
