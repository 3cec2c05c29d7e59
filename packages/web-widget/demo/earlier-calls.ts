import type { CallAnalytics } from '@live-assist/core';
import { button, byId, el } from './dom.ts';
import type { Caller } from './queue-view.ts';
import { dayOf } from './report-parts.ts';
import { post } from './service.ts';

/** The calls of a customer beside their box; each leads to its report. */
export class EarlierCalls {
  readonly #list = byId('earlier', HTMLElement);
  readonly #open: (caller: Caller, analytics: CallAnalytics) => void;
  /** Counts up with each customer, so that a late answer about a former one is left aside. */
  #turn = 0;

  /** @param open - Shows the report of a call. */
  constructor(open: (caller: Caller, analytics: CallAnalytics) => void) {
    this.#open = open;
  }

  /** Lists the analysed calls of a customer, but for the one that is going on. */
  async show(caller: Caller, currentCall: string | null): Promise<void> {
    this.clear();
    const turn = this.#turn;
    const { client_email } = caller;
    const binding = { client_email };
    const { calls } = await post<{ calls: ListedCall[] }>('/listCalls', 'analytics:read', binding, binding);
    if (turn !== this.#turn) return;
    // Rows of the previous system hold too little for a report.
    const earlier = calls.filter(
      ({ call_id, analysis }) => call_id !== currentCall && analysis !== undefined,
    );
    if (earlier.length === 0) return;
    this.#list.replaceChildren(...earlier.map((call) => this.#entry(caller, call)));
  }

  /** There is no customer any more. */
  clear(): void {
    this.#turn += 1;
    this.#list.replaceChildren(el('li', { class: 'hint' }, 'None.'));
  }

  #entry(caller: Caller, { call_id, created_at, summary }: ListedCall): HTMLLIElement {
    const open = async () => {
      const binding = { client_email: caller.client_email, call_id };
      const scope = 'analytics:read coaching:read';
      this.#open(caller, await post<CallAnalytics>('/getCallAnalytics', scope, binding, binding));
    };
    const day = dayOf(created_at);
    const detail = el('span', { class: 'detail' }, summary ?? '');
    const act = button(day, 'small', () => {
      open().catch((error: unknown) => {
        detail.textContent = error instanceof Error ? error.message : String(error);
      });
    });
    act.setAttribute('aria-label', `Report of the call of ${day}`);
    return el('li', {}, act, detail);
  }
}

/** An analysed call in a list. Rows of the previous system have no summary. */
interface ListedCall {
  call_id: string;
  created_at: string;
  summary?: string;
  analysis?: object;
}
