import type { CallAnalytics, MemoryBox, Ports } from '@live-assist/core';
import { inMemoryPorts } from '@live-assist/core/in-memory';
import { localAnalyst } from '../../src/adapters/local-analyst/local-analyst.ts';
import type { ErrorBody } from '../../src/http/error-response.ts';
import { ANA, bodyOf, hurriedClock, testApp } from './app.ts';

/** A turn of a posted window. */
export interface PostedTurn {
  speaker: string;
  transcript: string;
  timestamp?: string | number;
  begin_ms?: number;
  end_ms?: number;
}

/** The other fields of a posted window. */
export type More = Record<string, unknown>;

/** Turns from lines such as `agent: Hello`, eight seconds apart, or with a time in seconds: `agent@12.3: Hello`. */
export function said(...lines: string[]): PostedTurn[] {
  let second = -8;
  return lines.map((line) => {
    const [, speaker = '', at, transcript = ''] = /^(.*?)(?:@([\d.]+))?: (.*)$/su.exec(line) ?? [];
    second = at === undefined ? second + 8 : Number(at);
    const timestamp = new Date(Date.UTC(2026, 10, 25, 10) + second * 1000).toISOString();
    return { speaker, transcript, timestamp };
  });
}

/**
 * The service over the analyst of rules, on 26 November 2026.
 *
 * @param speakers - The setting `SPEAKERS`.
 */
export function realApp(speakers?: Ports['speakers']) {
  const clock = hurriedClock(Date.UTC(2026, 10, 26));
  const ports = Object.assign(inMemoryPorts({ analyst: localAnalyst(), clock }), { speakers });
  const over = testApp(ports);
  const now = Date.UTC(2026, 10, 26) / 1000;
  const app = {
    ...over,
    post: (path: Parameters<typeof over.post>[0], body: unknown) =>
      over.post(path, body, { iat: now, exp: now + 3600 }),
  };
  return {
    ...app,
    /** Posts the windows of a call and requests its analysis. */
    async analyse(windows: (More & { turns: PostedTurn[] })[], call_id = 'call-1') {
      for (const [at, window] of windows.entries()) {
        const posted = await app.post('/recordCallWindow', {
          call_id,
          window_num: at + 1,
          client_email: ANA,
          ...window,
        });
        if (posted.status !== 200) throw new Error(await posted.text());
      }
      return this.ask(call_id);
    },
    async ask(call_id = 'call-1', more: More = {}) {
      const answer = await app.post('/getCallAnalytics', { call_id, client_email: ANA, ...more });
      const body = await bodyOf<CallAnalytics & ErrorBody>(answer);
      return { status: answer.status, ...body };
    },
    async box() {
      return bodyOf<MemoryBox>(await app.post('/getMemoryBox', { client_email: ANA }));
    },
  };
}
