/**
 * The demo agent desktop: a queue, a live call, the memory box beside it, and the report of the call.
 *
 * @module
 */
import type { CallAnalytics } from '@live-assist/core';
import { CallView } from './call-view.ts';
import { byId } from './dom.ts';
import { EarlierCalls } from './earlier-calls.ts';
import { idleView } from './idle-view.ts';
import { LiveCall } from './live-call.ts';
import { MemoryPanel } from './memory-panel.ts';
import { type Caller, callersOf, queueView } from './queue-view.ts';
import { reportView } from './report-view.ts';
import type { ScriptedCall } from './screenplay.ts';
import { SCRIPT } from './script.ts';
import { post, sampleCustomers } from './service.ts';
import { stampedTurns } from './story-clock.ts';
import { followTheme } from './theme.ts';

/** Calls of this page have names of their own, so that it knows after a reload how far a story has come. */
const CALL_PREFIX = 'demo-';

/** Whose memory stands on the first screen: a customer with a call among the samples. */
const FIRST = 'robert.kane@example.com';

const queue = byId('queue', HTMLElement);
const middle = byId('call', HTMLElement);
const memory = new MemoryPanel();
const earlier = new EarlierCalls(showEarlier);
let callers: Caller[] = [];
let speed = 1;
/** Puts the call that is going on back into the middle; null when there is none. */
let backToCall: (() => void) | null = null;

async function main(): Promise<void> {
  followTheme(byId('theme', HTMLElement));
  middle.replaceChildren(idleView());
  callers = callersOf(SCRIPT, await sampleCustomers());
  await Promise.all(callers.filter(({ script }) => script.length > 0).map(countPlayed));
  idle();
}

async function countPlayed(caller: Caller): Promise<void> {
  const { client_email } = caller;
  const { calls } = await post<{ calls: { call_id: string }[] }>(
    '/listCalls',
    'analytics:read',
    { client_email },
    { client_email },
  );
  caller.played = calls.filter(({ call_id }) => call_id.startsWith(CALL_PREFIX)).length;
}

function drawQueue(busyWith: Caller | null): void {
  queue.replaceChildren(...queueView(callers, busyWith, answer));
}

/** Before the first call and between calls: the first customer rings, and their box is there already. */
function idle(): void {
  middle.replaceChildren(idleView());
  drawQueue(null);
  const first = callers.find(({ client_email }) => client_email === FIRST);
  if (first !== undefined) remember(first, `${first.name} rings`, null);
}

function remember(caller: Caller, why: string, callId: string | null): void {
  earlier.clear();
  memory
    .show(caller, why, callId)
    .then(() => earlier.show(caller, callId))
    .catch(() => {});
}

function answer(caller: Caller, scripted: ScriptedCall | null): void {
  const callId = `${CALL_PREFIX}${crypto.randomUUID()}`;
  const binding = { client_email: caller.client_email, call_id: callId };
  const agent = scripted?.agent ?? 'Agent';
  const begin = Date.now();
  const view = new CallView(caller, scripted, speed, {
    setSpeed: (value) => {
      speed = value;
      call.setSpeed(value);
    },
    sayAll: () => call.sayAll(),
    say: (speaker, text) => call.say(speaker, text),
    end: () => void end(),
    leave: close,
  });
  const call = new LiveCall(
    scripted?.cues ?? [],
    speed,
    (window) =>
      post('/recordCallWindow', 'records:write', binding, {
        ...window,
        turns: stampedTurns(window.turns, scripted?.daysAgo ?? 0, begin),
        ...binding,
        agent_id: agent.toLowerCase(),
      }),
    {
      turn: (turn, window) => view.turn(turn, window),
      tool: (name, output, window) => view.tool(name, output, window),
      recorded: (window) => view.recorded(window),
      failed: (error) => view.problem(`${sentenceOf(error)} It is sent again with the next window.`),
      next: (who) => view.next(who),
    },
  );
  backToCall = () => {
    middle.replaceChildren(view.element);
    view.follow(call);
    view.heading.focus();
  };
  backToCall();
  remember(caller, `${caller.name} is on the line`, callId);
  drawQueue(caller);

  async function end(): Promise<void> {
    view.reading();
    try {
      await call.end();
      if (call.isSilent) return close();
      const analytics = await post<CallAnalytics>('/getCallAnalytics', 'analytics:write', binding, binding);
      caller.played += 1;
      showReport(caller, analytics, view.transcript());
    } catch (error) {
      view.unread(sentenceOf(error));
    }
  }
}

/** The report of the call that has just ended. The box now shows what the agent of the next call will see. */
function showReport(caller: Caller, analytics: CallAnalytics, transcript: Node[]): void {
  backToCall = null;
  open(
    reportView(caller.name, analytics, transcript, memory.promises(), [
      { label: 'Close', look: '', act: close },
      {
        label: `${caller.name.split(' ')[0]} calls again`,
        look: 'primary',
        act: () => answer(caller, caller.script[caller.played] ?? null),
      },
    ]),
  );
  drawQueue(null);
  remember(caller, `When ${caller.name} calls again`, null);
}

/** The report of a call of before, with what it says of earlier promises, not with what is open now. */
function showEarlier(caller: Caller, analytics: CallAnalytics): void {
  const back = backToCall;
  const told = new Set(analytics.closings.map(({ commitment_id }) => commitment_id));
  const known = memory.promises().filter(({ id }) => told.has(id));
  const action = {
    label: back === null ? 'Close' : 'Back to the call',
    look: '',
    act: back ?? (() => middle.replaceChildren(idleView())),
  } as const;
  open(reportView(caller.name, analytics, [], known, [action]));
}

function open({ element, heading }: { element: HTMLElement; heading: HTMLElement }): void {
  middle.replaceChildren(element);
  heading.focus();
}

function close(): void {
  backToCall = null;
  memory.clear();
  earlier.clear();
  middle.replaceChildren(idleView());
  middle.focus();
  drawQueue(null);
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

main().catch((error: unknown) => {
  middle.replaceChildren(`The demo could not start: ${sentenceOf(error)}`);
});
