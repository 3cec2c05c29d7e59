import { inMemoryPorts } from '@live-assist/core/in-memory';
import { describe, expect, it } from 'vitest';
import { nameMeant } from '../../src/http/name-meant.ts';
import { routes } from '../../src/http/routes.ts';
import { ANA, bodyOf, conversation, scriptedAnalyst, testApp, window } from '../support/app.ts';

/** A valid body for each route. */
const BODIES = {
  '/getCallAnalytics': {
    call_id: 'call-ana',
    client_email: ANA,
    agent_id: 'a-1',
    force: false,
    async: false,
  },
  '/getAnalysisStatus': { call_id: 'call-ana' },
  '/recordCallWindow': {
    ...window({ agent_id: 'a-1', timestamp_marks: 'end', time_zone: 'UTC', continues: 'c-0' }),
    turns: conversation.map((turn) => ({ ...turn, timestamp: null, begin_ms: null, end_ms: null })),
    aiTips: [{ tag: 'Urgent', content: 'Ask for the number.' }],
    activityFeed: [{ name: 'look_up', input: '{}', output: '{}', status: 'success' }],
  },
  '/listCalls': { client_email: ANA, before: null, limit: 5 },
  '/listWaitingCalls': { next: null, limit: 5 },
  '/getMemoryBox': { client_email: ANA, call_id: 'call-new' },
  '/updateCommitment': {
    client_email: ANA,
    commitment_id: 'call-ana:1:2:0',
    status: 'kept',
    on: '2026-01-15',
    due_at: null,
  },
  '/updateMatter': { client_email: ANA, call_id: 'call-ana', status: 'settled' },
  '/linkCustomer': { client_email: ANA, phone: '+44 20 7946 0958', customer_id: 'c-1', former_email: null },
  '/unlinkCustomer': { client_email: ANA, phone: '+44 20 7946 0958', customer_id: 'c-1' },
  '/moveCall': { call_id: 'call-ana', client_email: ANA },
  '/eraseCustomer': { client_email: ANA },
} as const;

type Path = keyof typeof BODIES;
type Bodies = Record<string, unknown>;
const PATHS = Object.keys(BODIES) as Path[];

/** The path of an unknown field in every object of a body. */
function placesIn(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (Array.isArray(value)) return value.flatMap((entry, index) => placesIn(entry, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  return [path, ...Object.entries(value).flatMap(([name, held]) => placesIn(held, [...path, name]))];
}

function withField(body: object, place: (string | number)[], name: string, value: unknown): object {
  const copy = structuredClone(body);
  const holder = place.reduce((at: unknown, step) => (at as Bodies)[step], copy);
  Object.defineProperty(holder, name, { value, enumerable: true });
  return copy;
}

const PLACES = PATHS.flatMap((path) => placesIn(BODIES[path]).map((place) => [path, place] as const));

/** An app that answers each of the bodies with 200. */
async function ready(unknownFields?: 'refuse' | 'ignore') {
  const app = testApp(
    { ...inMemoryPorts(), analyst: scriptedAnalyst({ resolved: false }) },
    { unknownFields },
  );
  await app.post('/recordCallWindow', BODIES['/recordCallWindow']);
  await app.post('/getCallAnalytics', BODIES['/getCallAnalytics']);
  app.lines.length = 0;
  return app;
}

describe('an unknown field', () => {
  it('every route with a body checks for unknown fields', () => {
    expect(PATHS.toSorted()).toEqual(
      Object.entries(routes)
        .filter(([, { method, scopes }]) => method === 'POST' && scopes !== null)
        .map(([path]) => path)
        .sort(),
    );
  });

  it.each(PATHS)('the typical bodies have no unknown field: %s', async (path) => {
    expect((await (await ready()).post(path, BODIES[path])).status).toBe(200);
  });

  it.each(PLACES)('an unknown field is refused in %s at %j, with its path', async (path, place) => {
    const { post, ports } = await ready();
    const before = await ports.records.list('call-ana');
    for (const value of [1, null, { deep: ['x'] }]) {
      const answer = await post(path, withField(BODIES[path], place, 'quux', value));
      expect(answer.status).toBe(400);
      const named = [...place, 'quux'].join('.');
      expect(await bodyOf(answer)).toEqual({
        error: `A field of ${place.join('.') || 'the body'} is not known here: leave it out.`,
        code: 'invalid_request',
        issues: [{ path: named, message: 'is not known here: leave it out' }],
      });
    }
    expect(await ports.records.list('call-ana')).toEqual(before);
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'an unknown field is found under the name %s',
    async (name) => {
      const { post } = await ready();
      for (const place of [[], ['turns', 0]]) {
        const answer = await post('/recordCallWindow', withField(window(), place, name, {}));
        expect((await bodyOf(answer)).issues).toMatchObject([{ path: [...place, name].join('.') }]);
      }
    },
  );

  it('an unknown field is reported with a suggested name', async () => {
    const { post } = await ready();
    const { turns: _, ...rest } = window();
    const tool = { name: 'refund', output: 'done', status: 'success' };
    const cases: [object, string, string][] = [
      [window({ activity_feed: [tool] }), 'activity_feed', 'activityFeed'],
      [window({ ai_tips: [] }), 'ai_tips', 'aiTips'],
      [window({ timestampMarks: 'end' }), 'timestampMarks', 'timestamp_marks'],
      [window({ turns: [{ ...conversation[0], startTime: 1, beginMs: 5 }] }), 'turns.0.beginMs', 'begin_ms'],
      [window({ turns: [{ ...conversation[0], time_stamp: '01:00' }] }), 'turns.0.time_stamp', 'timestamp'],
      [window({ activityFeed: [{ ...tool, outputs: 'x' }] }), 'activityFeed.0.outputs', 'output'],
      [{ ...rest, turn: conversation }, 'turn', 'turns'],
    ];
    for (const [body, path, meant] of cases) {
      const { issues } = await bodyOf(await post('/recordCallWindow', body));
      expect(issues).toContainEqual({
        path,
        message: `is not known here, "${meant}" may be meant`,
      });
    }
    const missing = await bodyOf(await post('/recordCallWindow', { ...rest, turn: conversation }));
    expect(missing.error).toBe('A field of the body is not known here, "turns" may be meant.');
    expect(missing.issues).toContainEqual({ path: 'turns', message: 'is missing' });
  });

  it('an unknown field does not block the corrected request', async () => {
    const { post } = testApp();
    const feed = [{ name: 'refund', output: 'done', status: 'success' }];
    expect((await post('/recordCallWindow', window({ activity_feed: feed }))).status).toBe(400);
    expect((await post('/recordCallWindow', window({ activityFeed: feed }))).status).toBe(200);
  });

  it('unknown fields are only named if their names are plain and short, and at most 20 are listed', async () => {
    const { post } = await ready();
    const odd = { ['x'.repeat(5_000)]: 1, 'a\nb\u202e<script>': 2 };
    const { issues } = await bodyOf(await post('/getAnalysisStatus', { call_id: 'c', ...odd }));
    expect(issues?.map(({ path }) => path)).toEqual(['x'.repeat(64), 'a?b??script?']);
    const many = Object.fromEntries(Array.from({ length: 50_000 }, (_, n) => [`f${n}`, n]));
    expect((await bodyOf(await post('/getAnalysisStatus', { call_id: 'c', ...many }))).issues).toHaveLength(
      20,
    );
  });
});

describe('UNKNOWN_FIELDS=ignore', () => {
  it.each(PLACES)(
    'UNKNOWN_FIELDS=ignore accepts the body of %s without the field at %j',
    async (path, place) => {
      const { post, lines } = await ready('ignore');
      expect((await post(path, withField(BODIES[path], place, 'quux', 'x'))).status).toBe(200);
      expect(lines.at(-1)?.unknownFields).toEqual({ quux: 1 });
    },
  );

  it('UNKNOWN_FIELDS=ignore counts the names in the log, and logs no value and no name that could be a value', async () => {
    const { post, lines } = await ready('ignore');
    const turns = conversation.map((turn) => ({ ...turn, confidence: 0.9, 'ana@example.com': 1 }));
    const odd = {
      tel07700900123: 1,
      '4111111111111111': 1,
      [`a${'b'.repeat(60)}`]: 1,
      telephone: '07700900123',
    };
    expect((await post('/recordCallWindow', window({ window_num: 2, turns, ...odd }))).status).toBe(200);
    expect(lines.at(-1)?.unknownFields).toEqual({ confidence: 3, telephone: 1, other: 6 });
    const told = lines.map((line) => ({ ...line, requestId: 'of chance' }));
    expect(JSON.stringify(told)).not.toMatch(/ana@|0900123|4111|0\.9/);
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`f${n}`, n]));
    await post('/getAnalysisStatus', { call_id: 'c', ...many });
    expect(Object.keys(lines.at(-1)?.unknownFields ?? {})).toHaveLength(21);
  });

  it('UNKNOWN_FIELDS=ignore still refuses a wrong value', async () => {
    const { post } = await ready('ignore');
    expect((await post('/getAnalysisStatus', { call_id: 5, quux: 1 })).status).toBe(400);
  });
});

describe('the suggested name', () => {
  const known = ['call_id', 'window_num', 'client_email', 'agent_id', 'turns', 'aiTips', 'activityFeed'];
  it.each([
    ['callId', 'call_id'],
    ['CALL-ID', 'call_id'],
    ['window_number', 'window_num'],
    ['windowNumber', 'window_num'],
    ['email', 'client_email'],
    ['clientEmial', 'client_email'],
    ['actvityFeed', 'activityFeed'],
    ['activity', 'activityFeed'],
    ['tips', 'aiTips'],
    ['Turns', 'turns'],
    ['agent', 'agent_id'],
  ])('the suggestion for %s is %s', (name, meant) => {
    expect(nameMeant(name, known)).toBe(meant);
  });

  it.each(['id', 'x', '', '___', 'sentiment', 'summary', 'metadata', 'é', 'a'.repeat(100_000)])(
    'there is no suggestion for %s',
    (name) => {
      expect(nameMeant(name, known)).toBeUndefined();
    },
  );
});
