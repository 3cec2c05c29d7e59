/**
 * Searches the tables of the local engine for an address or a name, including rows of other customers: `pnpm mentions
 * TEXT [--rows 100000]`. It changes nothing.
 *
 * @module
 */
import { parseArgs } from 'node:util';
import { type DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { dynamoClient } from '../../adapters/dynamodb/dynamodb-client.ts';
import { startLocalService } from '../server/local-service.ts';

const USAGE = 'Usage: pnpm mentions TEXT [--rows 100000], for example: pnpm mentions ana@example.com';
const ROWS_A_PAGE = 200;
/** Attributes that identify a row. */
const KEYS = ['call_id', 'window_number', 'client_email', 'created_at', 'commitment_id'];

interface Options {
  client: DynamoDBDocumentClient;
  table: string;
  /** The text to search for, ignoring case. */
  text: string;
  /** Most rows to read. */
  rows: number;
  /** Called for each row with the text: its key, and the attributes that contain it. */
  onFound(key: Record<string, unknown>, attributes: string[]): void;
}

/** Searches one table, page by page. Returns the number of rows read, and whether that was the whole table. */
export async function mentionsIn(options: Options): Promise<{ read: number; isAll: boolean }> {
  const { client, table, text, rows, onFound } = options;
  const wanted = text.trim().toLowerCase();
  let read = 0;
  let start: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new ScanCommand({
        TableName: table,
        Limit: Math.min(ROWS_A_PAGE, rows - read),
        ...(start && { ExclusiveStartKey: start }),
      }),
    );
    for (const row of page.Items ?? []) {
      const attributes = Object.keys(row).filter((name) => searchableText(row[name]).includes(wanted));
      if (attributes.length > 0) {
        onFound(Object.fromEntries(KEYS.flatMap((key) => (key in row ? [[key, row[key]]] : []))), attributes);
      }
    }
    read += page.Items?.length ?? 0;
    start = page.LastEvaluatedKey;
  } while (start !== undefined && read < rows);
  return { read, isAll: start === undefined };
}

function searchableText(value: unknown): string {
  return unescaped(typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).toLowerCase();
}

// JSON in a column may contain `\u` escapes.
function unescaped(text: string): string {
  return text.replace(/\\u([\da-f]{4})/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16)));
}

async function main(): Promise<number> {
  const { text, rows } = options();
  const { config, engine } = await startLocalService(process.env);
  try {
    const client = dynamoClient({ endpoint: engine.endpoint, credentials: config.dynamodbCredentials });
    let found = 0;
    for (const table of [
      config.tables.callRecords,
      config.tables.callAnalytics,
      config.tables.analysisClaims,
      config.tables.promises,
    ]) {
      const onFound = (key: object, attributes: string[]) => {
        found += 1;
        console.log(`${table} ${JSON.stringify(key)}: ${attributes.join(', ')}`);
      };
      const { read, isAll } = await mentionsIn({ client, table, text, rows, onFound });
      console.log(`${table}: ${read} rows read${isAll ? '' : ', and there are more: raise --rows'}.`);
    }
    console.log(`${found} rows hold it.`);
    return 0;
  } finally {
    await engine.stop();
  }
}

function options(): { text: string; rows: number } {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { rows: { type: 'string', default: '100000' } },
    });
    const [text = ''] = positionals;
    if (text.trim().length < 3 || positionals.length > 1 || !/^[1-9]\d{0,8}$/.test(values.rows))
      throw new Error(USAGE);
    return { text, rows: Number(values.rows) };
  } catch (cause) {
    throw new Error(USAGE, { cause });
  }
}

if (import.meta.main) {
  main().then(
    (code) => process.exit(code),
    (error: unknown) => {
      console.error(error instanceof Error ? error.message : error);
      process.exit(2);
    },
  );
}
