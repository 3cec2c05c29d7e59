import { clockOf, composer, paceChoice } from './call-controls.ts';
import { button, el } from './dom.ts';
import type { LiveCall, Side, SpokenTurn } from './live-call.ts';
import { type Caller, initials } from './queue-view.ts';
import type { ScriptedCall } from './screenplay.ts';
import { storyDay } from './story-clock.ts';

/** What the presenter can do with a call that is going on. */
export interface CallActions {
  setSpeed(speed: number): void;
  sayAll(): void;
  say(speaker: Side, text: string): void;
  end(): void;
  /** Leaves a call that could not be read. */
  leave(): void;
}

/** The middle of the desktop while a call is going on. */
export class CallView {
  readonly element: HTMLElement;
  readonly heading: HTMLHeadingElement;
  readonly #caller: Caller;
  readonly #agent: string;
  readonly #log = el('div', { class: 'log', role: 'log', tabindex: 0, 'aria-label': 'Conversation' });
  readonly #windows = new Map<number, { turns: HTMLElement; note: HTMLElement }>();
  readonly #next = el('p', { class: 'next' });
  readonly #problem = el('p', { class: 'problem', role: 'alert' });
  readonly #clock = el('span', { class: 'clock', role: 'timer', 'aria-label': 'Length of the call' });
  readonly #sayAll: HTMLButtonElement;
  readonly #end: HTMLButtonElement;
  readonly #leave: HTMLButtonElement;

  constructor(caller: Caller, script: ScriptedCall | null, speed: number, actions: CallActions) {
    const scripted = script !== null;
    const agent = script?.agent ?? 'Agent';
    const day = storyDay(script?.daysAgo ?? 0, Date.now());
    this.#caller = caller;
    this.#agent = agent;
    this.heading = el('h2', { tabindex: -1 }, caller.name);
    this.#sayAll = button('Say it all', 'small', () => actions.sayAll());
    this.#sayAll.hidden = !scripted;
    if (!scripted) this.#next.textContent = 'Type what the two of them say, then end the call.';
    this.#end = button('End call', 'danger', () => actions.end());
    this.#leave = button('Leave the call', '', () => actions.leave());
    this.#leave.hidden = true;
    this.element = el(
      'section',
      { class: 'live', 'aria-label': 'Live call' },
      el(
        'div',
        { class: 'call-head' },
        el('span', { class: 'avatar large', 'aria-hidden': 'true' }, initials(caller.name)),
        el(
          'div',
          { class: 'who' },
          this.heading,
          el(
            'p',
            { class: 'detail' },
            [caller.company, scripted ? `with ${agent}` : 'no script', script?.title ?? null]
              .filter((part) => part !== null)
              .join(' · '),
          ),
          day === null
            ? null
            : el(
                'p',
                { class: 'detail story-day' },
                `This call is ${day}: its turns bear times of that day.`,
              ),
        ),
        el(
          'p',
          { class: 'on-call' },
          el('span', { class: 'dot', 'aria-hidden': 'true' }),
          'On call ',
          this.#clock,
        ),
        this.#leave,
        this.#end,
      ),
      el(
        'div',
        { class: 'controls', hidden: !scripted },
        paceChoice(speed, actions.setSpeed),
        this.#sayAll,
        el('p', { class: 'detail windows-hint' }, 'A window of six turns is posted to /recordCallWindow.'),
      ),
      this.#log,
      this.#next,
      this.#problem,
      composer(caller, actions.say),
    );
  }

  /** Keeps the clock going while the call is on the page; again when it comes back to it. */
  follow(call: LiveCall): void {
    const tick = setInterval(() => {
      if (!this.element.isConnected) clearInterval(tick);
      this.#clock.textContent = clockOf(call.lastedMs);
    }, 250);
    this.#clock.textContent = clockOf(0);
  }

  turn({ speaker, transcript }: SpokenTurn, window: number): void {
    const name = speaker === 'agent' ? this.#agent : this.#caller.name;
    this.#add(
      window,
      el(
        'div',
        { class: `turn ${speaker}` },
        el('p', { class: 'speaker' }, name),
        el('p', { class: 'bubble' }, transcript),
      ),
    );
  }

  tool(name: string, output: string, window: number): void {
    this.#add(window, el('p', { class: 'tool' }, el('b', {}, name), ` ${output}`));
  }

  recorded(window: number): void {
    const note = this.#windows.get(window)?.note;
    if (note !== undefined) note.textContent = `Window ${window} · recorded`;
    this.#problem.textContent = '';
  }

  problem(text: string): void {
    this.#problem.textContent = text;
  }

  next(who: Side | 'hold' | null): void {
    const speaking = who === 'agent' ? this.#agent : this.#caller.name;
    this.#next.textContent =
      who === null ? '' : who === 'hold' ? `${this.#caller.name} is on hold …` : `${speaking} is speaking …`;
    if (who === null) this.#sayAll.disabled = true;
  }

  /** The call is over, and is being read. */
  reading(): void {
    this.#end.disabled = true;
    this.#end.textContent = 'Reading the call …';
    this.#problem.textContent = '';
  }

  /** The call could not be read. More can be said, and it can be tried again. */
  unread(text: string): void {
    this.#end.disabled = false;
    this.#end.textContent = 'Try again';
    this.#leave.hidden = false;
    this.#end.focus();
    this.problem(text);
  }

  /** The conversation as it stands, to be kept with the report. */
  transcript(): Node[] {
    return [...this.#log.childNodes];
  }

  #add(window: number, entry: HTMLElement): void {
    const present = this.#windows.get(window);
    if (present !== undefined) present.turns.append(entry);
    else {
      const note = el('p', { class: 'window-note', 'aria-hidden': 'true' }, `Window ${window}`);
      const turns = el('div', { class: 'turns' }, entry);
      this.#log.append(el('div', { class: 'window' }, note, turns));
      this.#windows.set(window, { turns, note });
    }
    this.#log.scrollTop = this.#log.scrollHeight;
  }
}
