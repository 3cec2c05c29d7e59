import { describe, expect, it } from 'vitest';
import { returning } from '../support/boxes.ts';
import { inBrowser } from '../support/in-browser.ts';

const at = inBrowser();
const SWITCHES = 100;

describe('switching customers', () => {
  it(`${SWITCHES} times at random moments never shows another customer's words, in any frame or mutation`, async () => {
    const desk = await at.desk();
    await desk.mount({});
    const result = await desk.page.evaluate(
      async ({ template, switches }) => {
        // Every text of a customer's box carries that customer's mark, so that a stray one names its owner.
        const boxOf = (email: string) => {
          const mark = email.replace('@example.com', '');
          const text = JSON.stringify(template, (key, value) =>
            typeof value === 'string' &&
            ['text', 'label', 'about', 'summary', 'quote', 'category', 'name'].includes(key)
              ? `${mark} ${value}`
              : value,
          );
          return { ...JSON.parse(text), client_email: email };
        };
        let seed = 20_261_122;
        const random = () => {
          seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
          return seed / 2_147_483_648;
        };
        const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
        const element = document.querySelector('memory-box') as unknown as HTMLElement &
          Record<string, unknown>;
        const root = element.shadowRoot as ShadowRoot;
        let current: string | null = null;
        const strays: string[] = [];
        let frames = 0;
        let mutations = 0;
        let shown = 0;
        const check = (where: string) => {
          const marks = new Set(root.innerHTML.match(/customer-\d+/g) ?? []);
          for (const mark of marks)
            if (`${mark}@example.com` !== current) strays.push(`${where}: ${mark} beside ${current}`);
        };
        new MutationObserver(() => {
          mutations += 1;
          check('mutation');
        }).observe(root, { subtree: true, childList: true, characterData: true, attributes: true });
        new MutationObserver(() => check('attribute')).observe(element, { attributes: true });
        const frame = () => {
          frames += 1;
          check('frame');
          requestAnimationFrame(frame);
        };
        requestAnimationFrame(frame);

        let answered = 0;
        let aborted = 0;
        // Half of the transports heed the signal, half answer late whatever it says, each after its own time.
        element.load = async ({ clientEmail, signal }: { clientEmail: string; signal: AbortSignal }) => {
          const heeds = random() < 0.5;
          await pause(random() * 60);
          if (signal.aborted) aborted += 1;
          if (heeds && signal.aborted) throw signal.reason;
          answered += 1;
          return boxOf(clientEmail);
        };
        element.save = async () => {
          await pause(random() * 60);
          throw new Error('late');
        };
        element.addEventListener('memory-box-loaded', () => {
          shown += 1;
        });
        const ways: ((email: string, call: string) => void)[] = [
          (email) => element.setAttribute('client-email', email),
          (email) => {
            element.clientName = email.replace('@example.com', '');
            element.clientEmail = email;
          },
          (email, call) => (element.follow as (call: string, email: string) => void)(call, email),
          (email, call) =>
            (element.follow as (call: string, find: () => Promise<string>) => void)(call, async () => {
              await pause(random() * 20);
              return email;
            }),
          (email) => {
            const { parentElement } = element;
            element.remove();
            check('removed');
            element.clientEmail = email;
            parentElement?.append(element);
          },
        ];
        for (let number = 0; number < switches; number += 1) {
          const email = `customer-${number}@example.com`;
          current = number % 10 === 9 ? null : email;
          if (current === null) (element.follow as (call: null, email: null) => void)(null, null);
          else ways[Math.floor(random() * ways.length)]?.(email, `call-${number}`);
          check('at once');
          await pause(random() * 80);
          const button = root.querySelector<HTMLElement>('.promise button, .tab');
          if (button && random() < 0.5) button.click();
        }
        await pause(200);
        return { strays, frames, mutations, answered, aborted, shown };
      },
      { template: returning(), switches: SWITCHES },
    );
    expect(result.strays).toEqual([]);
    // Some boxes stood, some answers came too late, and there was enough to look at.
    expect(result.shown).toBeGreaterThan(20);
    expect(result.shown).toBeLessThan(result.answered);
    expect(result.aborted).toBeGreaterThan(10);
    expect(result.frames).toBeGreaterThan(50);
    expect(result.mutations).toBeGreaterThan(SWITCHES);
  });

  it('switching customers aborts the running request of the former customer', async () => {
    const desk = await at.desk();
    await desk.mount({});
    const aborted = await desk.page.evaluate(async () => {
      const box = document.querySelector('memory-box') as unknown as HTMLElement & Record<string, unknown>;
      const signals: AbortSignal[] = [];
      box.load = ({ signal }: { signal: AbortSignal }) => {
        signals.push(signal);
        return new Promise(() => {});
      };
      const turns: (() => void)[] = [
        () => box.setAttribute('client-email', 'a@example.com'),
        () => box.setAttribute('client-email', 'b@example.com'),
        () => box.setAttribute('call-id', 'c-2'),
        () => (box.follow as (call: string, email: string) => void)('c-3', 'c@example.com'),
        () => box.remove(),
      ];
      for (const turn of turns) {
        turn();
        await new Promise((resolve) => setTimeout(resolve));
      }
      return signals.map((signal) => signal.aborted);
    });
    expect(aborted).toEqual([true, true, true, true]);
  });
});
