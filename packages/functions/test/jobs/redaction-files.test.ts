import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type DynamoClientOptions, dynamoClient } from '../../src/adapters/dynamodb/dynamodb-client.ts';
import { importCall, readCall } from '../../src/import/import-lines.ts';
import { redactRecordings } from '../../src/local/commands/redact-recordings.ts';
import { startLocalService } from '../../src/local/server/local-service.ts';

const SECRETS = ['4242 4242 4242 4242', 'CVV is 737', 'hunter2'];
const LINE = JSON.stringify({
  call_id: 'call-1',
  client_email: 'ana@example.com',
  windows: [
    {
      window_number: 1,
      created_at: '2026-01-15T10:00:00Z',
      turns: [
        { speaker: 'agent', transcript: 'How can I help?' },
        {
          speaker: 'customer',
          transcript: `Card ${SECRETS[0]}, the ${SECRETS[1]}, my password is ${SECRETS[2]}.`,
        },
      ],
    },
  ],
});

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

describe('the files of the local engine', () => {
  it('the files of the local engine contain no secret after windows are redacted in place and the files are compacted', async (context) => {
    const folder = mkdtempSync(join(tmpdir(), 'live-assist-redaction-'));
    const service = await startLocalService({ DATA_FOLDER: folder, DYNAMODB_PORT: '0' });
    try {
      // Replaced data stays in the log of the engine until its files are compacted.
      const compact = (service as { compact?: () => Promise<void> }).compact;
      if (compact === undefined) return context.skip('the local engine cannot compact its files yet');
      await importCall(service.ports, readCall(LINE));
      // The engine only accepts requests signed with its own key.
      const { endpoint, credentials } = service.engine as DynamoClientOptions;
      const client = dynamoClient({ endpoint, credentials });
      const table = service.config.tables.callRecords;
      const { redacted } = await redactRecordings(service.ports, { client, table }, null, () => {});
      client.destroy();
      expect(redacted).toBe(1);
      await compact();

      const files = filesBelow(folder);
      expect(files.length).toBeGreaterThan(3);
      for (const file of files) {
        const text = readFileSync(file, 'latin1');
        expect([file, SECRETS.filter((secret) => text.includes(secret))]).toEqual([file, []]);
      }
    } finally {
      await service.engine.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
