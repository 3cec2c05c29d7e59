import type { Analyst, Judgement, Ports } from '@live-assist/core';
import { type InMemoryPorts, inMemoryPorts, type ManualClock } from '@live-assist/core/in-memory';
import { createApp } from '../../src/http/app.ts';
import type { AppOptions } from '../../src/http/app-options.ts';
import type { ErrorBody } from '../../src/http/error-response.ts';
import type { RoutePath } from '../../src/http/routes.ts';
import type { RequestLogLine } from '../../src/telemetry/request-log-line.ts';
import { requireDocumented } from './documented-answer.ts';
import { type Signer, secretSigner, signToken } from './tokens.ts';

export const SECRET = 'a secret of this test that is long enough';
export const ISSUER = 'https://issuer.example.com';
export const AUDIENCE = 'live-assist';
/** The fixed time of the in-memory ports, in seconds since 1970. */
export const NOW = Date.UTC(2026, 0, 15, 12) / 1000;

export const ANA = 'ana@example.com';
export const BEN = 'ben@example.com';

/** All scopes of these routes. */
export const ALL_SCOPES =
  'analytics:read analytics:write coaching:read records:write memory:read desk:read commitments:write customer:erase customers:any';

/** Claims of a token that every route accepts, valid for an hour. */
export function goodClaims(claims: Record<string, unknown> = {}): Record<string, unknown> {
  return { iss: ISSUER, aud: AUDIENCE, iat: NOW, exp: NOW + 3600, scope: ALL_SCOPES, ...claims };
}

const trusted = secretSigner(SECRET);

/** A token signed with {@link SECRET}. */
export async function token(claims: Record<string, unknown> = {}, signer?: Signer): Promise<string> {
  return signToken(signer ?? (await trusted), goodClaims(claims));
}

export const conversation = [
  { speaker: 'agent', transcript: 'Good morning, how can I help?' },
  { speaker: 'customer', transcript: 'My parcel has not arrived.' },
  { speaker: 'agent', transcript: 'I will send a new one today.' },
];

export function window(overrides: Record<string, unknown> = {}): Record<string, unknown> {
  return { call_id: 'call-ana', window_num: 1, client_email: ANA, turns: conversation, ...overrides };
}

const judgement: Judgement = {
  sentimentScore: 70,
  satisfactionScore: 40,
  emotions: [{ emotion: 'calm', intensity: 50 }],
  resolved: true,
  resolvedAt: null,
  category: 'Delivery',
  escalationRisk: 10,
  professionalismScore: 80,
  empathyScore: 70,
  knowledgeScore: 60,
  keyInsights: [],
  actionItems: [],
  deliverables: [
    {
      text: 'A new parcel',
      evidence: [{ window_number: 1, turn: 2, speaker: 'agent', quote: 'I will send a new one today' }],
    },
  ],
  improvementAreas: [
    {
      text: 'Ask for the order number',
      evidence: [{ window_number: 1, turn: 0, speaker: 'agent', quote: 'how can I help' }],
    },
  ],
  tags: ['delivery', 'late'],
  commitments: [
    {
      text: 'Send a new parcel',
      owner: 'agent',
      due: 'today',
      evidence: [{ window_number: 1, turn: 2, speaker: 'agent', quote: 'I will send a new one today' }],
    },
  ],
  closings: [],
};

/** Answers every call with the same judgement, and counts how often it was asked. */
export function scriptedAnalyst(answer: Partial<Judgement> = {}): Analyst & { asked: number } {
  return {
    engine: 'local',
    asked: 0,
    async analyze() {
      this.asked += 1;
      return {
        judgement: { ...judgement, ...answer },
        model: 'scripted',
        promptVersion: '1',
        usage: null,
        costUsd: null,
      };
    },
  };
}

/** A clock that advances as soon as a caller waits for it; `start` in milliseconds since 1970. */
export function hurriedClock(start = NOW * 1000): ManualClock {
  let now = start;
  const waits = new Set<{ at: number; run: () => void }>();
  // The earliest first: work that pauses on a busy machine would otherwise meet its time limit.
  const endOne = () => {
    const [first] = [...waits].sort((a, b) => a.at - b.at);
    if (first === undefined) return;
    waits.delete(first);
    now = Math.max(now, first.at);
    first.run();
  };
  return {
    now: () => now,
    after(ms, run) {
      const wait = { at: now + ms, run };
      waits.add(wait);
      setImmediate(endOne);
      return () => void waits.delete(wait);
    },
    async advance(ms) {
      now += ms;
    },
  };
}

/** The body of an answer, cast to the expected type. */
export async function bodyOf<Body = ErrorBody>(answer: Response): Promise<Body> {
  return (await answer.json()) as Body;
}

/** The app over some ports, and functions to send requests to it. */
export interface AppOver {
  lines: RequestLogLine[];
  request(path: string, init?: RequestInit): Promise<Response>;
  /** Posts JSON with the given token, with a token of the given claims, or with a token of all scopes. */
  post(path: RoutePath, body: unknown, by?: string | Record<string, unknown>): Promise<Response>;
}

export interface TestApp extends AppOver {
  ports: InMemoryPorts & { analyst: Analyst };
}

/** The app over in-memory ports; `lines` collects its log. */
export function testApp(ports: Partial<InMemoryPorts> = {}, options: Partial<AppOptions> = {}): TestApp {
  const world = inMemoryPorts({ analyst: scriptedAnalyst(), ...ports });
  return { ports: world, ...appOver(world, options) };
}

/** The app over any ports; `lines` collects its log. */
export function appOver(ports: Ports, options: Partial<AppOptions> = {}): AppOver {
  const lines: RequestLogLine[] = [];
  const app = createApp(ports, {
    auth: { keys: { secret: SECRET }, issuer: ISSUER, audience: AUDIENCE },
    settings: { timeZone: 'UTC', analysisTimeoutMs: 60_000, sharedAddresses: ['info@'] },
    version: '1.2.3',
    log: (line) => void lines.push(line as RequestLogLine),
    ...options,
  });
  const request = async (path: string, init?: RequestInit) => {
    const answer = await app.request(path, init);
    await requireDocumented(path, init?.method ?? 'GET', answer);
    return answer;
  };
  return {
    lines,
    request,
    async post(path, body, by = {}) {
      const bearer = typeof by === 'string' ? by : await token(by);
      return request(path, {
        method: 'POST',
        headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    },
  };
}
