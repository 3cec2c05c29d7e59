/**
 * Uses the embedded engine from boto3, the AWS SDK for Python, with the engine's key and with another key:
 * `pnpm boto3`. Installs boto3 into a temporary folder. Without Python or PyPI, it says so and skips the proof.
 *
 * @module
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startEngine } from '../../packages/functions/src/local/engine/engine.ts';
import { newEngineKey } from '../../packages/functions/src/local/engine/engine-key.ts';

const run = promisify(execFile);

const PROGRAM = `
import boto3, botocore, json, os
client = boto3.client('dynamodb', endpoint_url=os.environ['ENDPOINT'], region_name='local')
try:
    client.create_table(TableName='by-python', BillingMode='PAY_PER_REQUEST',
        AttributeDefinitions=[{'AttributeName': 'id', 'AttributeType': 'S'}],
        KeySchema=[{'AttributeName': 'id', 'KeyType': 'HASH'}])
    table = boto3.resource('dynamodb', endpoint_url=os.environ['ENDPOINT'], region_name='local').Table('by-python')
    table.put_item(Item={'id': 'grün', 'text': 'a' * 100000})
    print(json.dumps({'items': [item['id'] for item in table.scan()['Items']]}))
except botocore.exceptions.ClientError as error:
    print(json.dumps({'code': error.response['Error']['Code'], 'message': error.response['Error']['Message']}))
`;

const folder = mkdtempSync(join(tmpdir(), 'live-assist-boto3-'));
const engine = await startEngine({ port: 0 });
try {
  const python = await withBoto3(folder);
  if (python === null) {
    console.log('boto3: skipped, because it cannot be installed here (python3 and PyPI are needed)');
  } else {
    const { credentials } = engine;
    await expectOf(python, credentials, '{"items": ["gr\\u00fcn"]}');
    await expectOf(python, newEngineKey(), /"UnrecognizedClientException".*use the access key/);
    await expectOf(
      python,
      { ...credentials, secretAccessKey: newEngineKey().secretAccessKey },
      /"InvalidSignatureException".*Check your AWS Secret Access Key/,
    );
    console.log("boto3: works with the engine's key, and gets an error that explains a wrong one");
  }
} finally {
  await engine.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function withBoto3(folder: string): Promise<string | null> {
  try {
    await run('python3', ['-m', 'venv', folder]);
    const python = join(folder, 'bin', 'python');
    await run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', 'boto3'], {
      timeout: 180_000,
    });
    return python;
  } catch {
    return null;
  }
}

async function expectOf(
  python: string,
  { accessKeyId, secretAccessKey }: { accessKeyId: string; secretAccessKey: string },
  expected: string | RegExp,
): Promise<void> {
  const { stdout } = await run(python, ['-c', PROGRAM], {
    env: {
      PATH: process.env.PATH,
      ENDPOINT: engine.endpoint,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
    },
  });
  const said = stdout.trim();
  if (typeof expected === 'string' ? said === expected : expected.test(said)) return;
  console.log(`boto3 says ${said} instead of ${expected}`);
  process.exitCode = 1;
}
