// A process that begins an analysis and never ends it: `hanging-analysis.ts ENDPOINT TABLE_NAMES`. It prints a line
// when the analyst has been asked, so that its parent can kill it then.
import { analyzeCall } from '@live-assist/core';
import { portsOf } from '../../src/doors/wiring.ts';

const [endpoint, names = '{}'] = process.argv.slice(2);
const { AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '' } = process.env;
const ports = portsOf({
  dynamodbEndpoint: endpoint,
  dynamodbCredentials: { accessKeyId, secretAccessKey },
  tables: JSON.parse(names),
  analyst: { engine: 'local' },
});
const analyst = {
  engine: 'local' as const,
  analyze: () => {
    console.log('asked');
    return new Promise<never>(() => {});
  },
};
const settings = { timeZone: 'UTC', analysisTimeoutMs: 60_000 };
await analyzeCall({ ...ports, analyst }, settings, { call_id: 'call-1', client_email: 'ana@example.com' });
