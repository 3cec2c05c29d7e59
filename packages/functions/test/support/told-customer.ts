import type { AnalysisRequest, Judgement, MemoryBox, RememberedCommitment } from '@live-assist/core';
import { inMemoryPorts, type ManualClock } from '@live-assist/core/in-memory';
import { expect } from 'vitest';
import { bodyOf, type TestApp, testApp } from './app.ts';

export const ELENA = 'elena@example.com';

/** A line of a call: who says it, and what. */
export type Line = [speaker: 'agent' | 'customer', words: string];

/** What an analyst makes of a call; `turn` is the number of a line, whose words are quoted. */
export interface Script {
  resolved?: boolean;
  category?: string;
  /** Quoted from a line of the agent. */
  about?: { text: string; turn: number };
  promises?: {
    text: string;
    turn: number;
    due?: string | null;
    owner?: 'agent' | 'customer';
    /** The text of the promise that it waits for. */
    waitsFor?: string;
  }[];
  told?: {
    /** The text of the promise, as its call worded it. */
    of: string;
    status: Judgement['closings'][number]['status'];
    turn: number;
    by?: string;
    now?: boolean;
  }[];
  settles?: { call_id: string; turn: number }[];
}

/** A call of a story. It ends at `day`, 10:00 and as many minutes as it has lines. */
export interface ToldCall {
  day: string;
  lines: Line[];
  script: Script;
  /** The call that it goes on with. */
  continues?: string;
}

/** A customer whose calls are recorded and analysed over HTTP, each as its script says. */
export function toldCustomer() {
  const scripts = new Map<string, Script>();
  const lines = new Map<string, Line[]>();
  const requests: AnalysisRequest[] = [];
  const quote = (call_id: string, turn: number) => {
    const [speaker, words] = lines.get(call_id)?.[turn] ?? ['agent', ''];
    return [{ window_number: 1, turn, speaker, quote: words }];
  };
  const ports = inMemoryPorts();
  ports.analyst = {
    engine: 'local',
    async analyze(request) {
      requests.push(request);
      const { callId } = request.call;
      const script = scripts.get(callId) ?? {};
      const given = [...request.openCommitments, ...(request.keptCommitments ?? [])];
      const idOf = (text: string) => given.findLast((promise) => promise.text === text)?.id;
      return {
        judgement: judgementOf(callId, script, quote, idOf),
        model: 'scripted',
        promptVersion: '1',
        usage: null,
        costUsd: null,
      };
    },
  };
  const app = testApp(ports);
  return { app, requests, scripts, ...actsOver(app, ports.clock, scripts, lines) };
}

function actsOver(
  app: TestApp,
  clock: ManualClock,
  scripts: Map<string, Script>,
  lines: Map<string, Line[]>,
) {
  const post = async <Body>(path: Parameters<TestApp['post']>[0], body: object): Promise<Body> => {
    const exp = Math.floor(clock.now() / 1000) + 3600;
    const answer = await app.post(path, { client_email: ELENA, ...body }, { exp });
    const sent = await bodyOf<Body>(answer);
    expect([path, answer.status, answer.status === 200 ? '' : sent]).toEqual([path, 200, '']);
    return sent;
  };
  /** Lets the time come; a story goes forward only. */
  const at = (time: string) => clock.advance(Math.max(0, Date.parse(`${time}:00Z`) - clock.now()));
  const box = () => post<MemoryBox>('/getMemoryBox', {});
  const analyse = (call_id: string) => post<object>('/getCallAnalytics', { call_id, force: true });
  return {
    post,
    at,
    box,
    analyse,
    /** Records a call and has it analysed, some minutes after its end. */
    async call(call_id: string, { day, lines: said, script, continues }: ToldCall) {
      scripts.set(call_id, script);
      lines.set(call_id, said);
      const turns = said.map(([speaker, transcript], n) => ({
        speaker,
        transcript,
        timestamp: `${day}T10:${String(n).padStart(2, '0')}:00Z`,
      }));
      await at(`${day}T10:30`);
      await post('/recordCallWindow', { call_id, window_num: 1, turns, continues });
      await analyse(call_id);
    },
    /** Changes a promise by hand. */
    change: (commitment_id: string, change: object) =>
      post<RememberedCommitment>('/updateCommitment', { commitment_id, ...change }),
    /** Ids of promises with their status, open ones first. */
    async promises() {
      return (await box()).commitments.map(({ id, status }) => `${id} ${status}`);
    },
  };
}

function judgementOf(
  callId: string,
  { resolved = true, category = 'billing', about, promises = [], told = [], settles = [] }: Script,
  quote: (call_id: string, turn: number) => Judgement['commitments'][number]['evidence'],
  idOf: (text: string) => string | undefined,
): Judgement {
  return {
    sentimentScore: 50,
    satisfactionScore: 50,
    emotions: [],
    resolved,
    resolvedAt: null,
    category,
    escalationRisk: 10,
    professionalismScore: 80,
    empathyScore: 70,
    knowledgeScore: 60,
    keyInsights: [],
    actionItems: [],
    deliverables: [],
    improvementAreas: [],
    tags: ['billing', 'form'],
    about: about === undefined ? [] : [{ text: about.text, evidence: quote(callId, about.turn) }],
    commitments: promises.map(({ text, turn, due = null, owner = 'agent', waitsFor }) => ({
      text,
      owner,
      due,
      ...(waitsFor !== undefined && { conditional: true, waitsFor }),
      evidence: quote(callId, turn),
    })),
    closings: told.flatMap(({ of, status, turn, by, now }) => {
      const commitment_id = idOf(of);
      if (commitment_id === undefined) return [];
      return [
        { commitment_id, status, ...(by && { by }), ...(now && { now }), evidence: quote(callId, turn) },
      ];
    }),
    settles: settles.map(({ call_id, turn }) => ({ call_id, evidence: quote(callId, turn) })),
  };
}
