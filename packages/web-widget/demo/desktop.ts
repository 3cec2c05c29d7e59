/**
 * The demo agent desktop: a queue, a live call, the memory box beside it, and the report of the call.
 *
 * @module
 */
import type { CallAnalytics } from '@live-assist/core';
import { CallView } from './call-view.ts';
import { byId } from './dom.ts';
import { idleView } from './idle-view.ts';
import { LiveCall } from './live-call.ts';
import { MemoryPanel } from './memory-panel.ts';
import { type Caller, callersOf, queueView } from './queue-view.ts';
import { reportView } from './report-view.ts';
import type { ScriptedCall } from './screenplay.ts';
import { SCRIPT } from './script.ts';
import { post, sampleCustomers } from './service.ts';
import { followTheme } from './theme.ts';

/** Calls of this page have names of their own, so that it knows after a reload how far a story has come. */
const CALL_PREFIX = 'demo-';

const queue = byId('queue', HTMLElement);
const middle = byId('call', HTMLElement);
const memory = new MemoryPanel();
let callers: Caller[] = [];
let speed = 1;

async function main(): Promise<void> {
  followTheme(byId('theme', HTMLElement));
  middle.replaceChildren(idleView());
  callers = callersOf(SCRIPT, await sampleCustomers());
  await Promise.all(callers.filter(({ script }) => script.length > 0).map(countPlayed));
  drawQueue(null);
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

function answer(caller: Caller, scripted: ScriptedCall | null): void {
  const callId = `${CALL_PREFIX}${crypto.randomUUID()}`;
  const binding = { client_email: caller.client_email, call_id: callId };
  const agent = scripted?.agent ?? 'Agent';
  const view = new CallView(caller, agent, scripted?.title ?? null, speed, {
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
  middle.replaceChildren(view.element);
  view.follow(call);
  view.heading.focus();
  memory.show(caller, callId);
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

function showReport(caller: Caller, analytics: CallAnalytics, transcript: Node[]): void {
  const { element, heading } = reportView(caller.name, analytics, transcript, memory.promises(), {
    callAgain: () => answer(caller, caller.script[caller.played] ?? null),
    close: () => {
      memory.clear();
      middle.replaceChildren(idleView());
      middle.focus();
    },
  });
  middle.replaceChildren(element);
  heading.focus();
  drawQueue(null);
}

function close(): void {
  memory.clear();
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
