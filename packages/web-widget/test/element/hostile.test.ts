import { describe, expect, it } from 'vitest';
import { returning } from '../support/boxes.ts';
import { inBrowser } from '../support/in-browser.ts';

const at = inBrowser();

/** 25 texts that a caller, a transcript or a broken proxy may bring. */
const HOSTILE: Record<string, string> = {
  'an element': '<b id="made">bold</b>',
  'a script': '<script>fetch("/stolen")</script>',
  'an image with a handler': '<img src="/stolen.png" onerror="fetch(\'/stolen\')">',
  'an svg with a handler': '<svg onload="fetch(\'/stolen\')"><use href="/stolen.svg#a"/></svg>',
  'a frame': '<iframe src="/stolen"></iframe>',
  'a style sheet':
    '<link rel="stylesheet" href="/stolen.css"><style>@import "/stolen.css"; * { display: none }</style>',
  'a link that runs': '<a href="javascript:fetch(\'/stolen\')">click</a>',
  'a bare javascript link': 'javascript:fetch("/stolen")',
  'the end of an attribute': '"><img src=/stolen.png onerror=fetch(1)>',
  'single quotes': "' onmouseover='fetch(`/stolen`)' x='",
  'the end of a comment': '--><img src=/stolen.png><!--',
  'the end of a script': '</script><script src="/stolen.js"></script>',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it must stand there as it is
  'a template of lit': '${fetch("/stolen")} <?lit$1$?> {{constructor.constructor("fetch(1)")()}}',
  'a message pattern': '{text} {day} {count}',
  entities: '&lt;img src=/stolen.png&gt; &#60;b&#62; &amp;amp;',
  'a css address': 'url(/stolen.png)',
  'a data address': 'data:text/html,<script>fetch("/stolen")</script>',
  'a direction override': 'refund \u202Egnp.exe\u202C form',
  'unclosed isolates': '\u2066\u2067\u2068 refund \u202A\u202B\u202D',
  'right to left': 'أرسل نموذج الاسترداد بالبريد الإلكتروني',
  'zero-width characters': 're\u200Bfu\u2060nd\uFEFF \u00ADform\u200E\u200F',
  'controls and a lone surrogate': 'refund\u0000\u0007\u001B[31m form \uD800',
  'ten thousand characters': 'a'.repeat(10_000),
  'ten thousand words and lines': 'refund form\n'.repeat(1_000),
  'stacked marks and emoji': `Z\u0351\u036B${'\u0301'.repeat(200)} 👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿`,
};

/** The box with this text in every field that holds a text, the ids and the dates included. */
function boxOf(text: string, client_email: string) {
  const box = returning(client_email);
  const keep = new Set([
    'client_email',
    'kind',
    'owner',
    'status',
    'by',
    'prediction',
    'commitmentId',
    'id',
    'dueAt',
  ]);
  return JSON.parse(
    JSON.stringify(box, (key, value) => (typeof value === 'string' && !keep.has(key) ? text : value)),
  );
}

describe('25 hostile texts in every field', () => {
  it('the hostile texts are 25', () => expect(Object.keys(HOSTILE)).toHaveLength(25));

  it('25 hostile texts in every field make no node, send no request and leave the layout as it is', async () => {
    const desk = await at.desk();
    const requests: string[] = [];
    await desk.mount({ locale: 'en-GB' });
    desk.page.on('request', (request) => requests.push(request.url()));
    desk.page.on('dialog', () => requests.push('dialog'));
    for (const [name, text] of Object.entries(HOSTILE)) {
      const shape = await desk.page.evaluate(
        async ({ box, text }) => {
          const element = document.querySelector('memory-box') as unknown as HTMLElement &
            Record<string, unknown>;
          const root = element.shadowRoot as ShadowRoot;
          const tags = () =>
            [...root.querySelectorAll('*')].map(
              (node) => `${node.localName} ${node.getAttributeNames().join(' ')}`,
            );
          const allowed = /^(section|div|p|span|bdi|b|ul|li|button|svg|path|q|form|label|input) /;
          element.load = async () => box;
          element.save = async () => {
            throw new Error(text);
          };
          (element.follow as (call: string, email: string) => void)(text, box.client_email);
          await new Promise((resolve) => setTimeout(resolve));
          const seen: string[] = tags();
          const height = element.getBoundingClientRect().height;
          let wide = 0;
          for (const button of root.querySelectorAll<HTMLElement>('.tab, .promise button')) {
            button.click();
            await new Promise((resolve) => setTimeout(resolve));
            seen.push(...tags());
            for (const node of root.querySelectorAll('section, .panel'))
              wide = Math.max(wide, node.scrollWidth - node.clientWidth);
          }
          const invisible = /[\u202A-\u202E\u2066-\u2069\u200B\u200E\u200F\uFEFF\u2060\u00AD]/.test(
            root.textContent ?? '',
          );
          return {
            strange: seen.filter((tag) => !allowed.test(tag) || / on|style|href|src/.test(tag)),
            made: root.querySelector('#made') !== null,
            headline: root.querySelector('[role=status]')?.textContent?.length ?? 0,
            height,
            wide,
            invisible,
          };
        },
        { box: boxOf(text, 'ana@example.com'), text },
      );
      expect({ name, ...shape }).toMatchObject({ name, strange: [], made: false, invisible: false, wide: 0 });
      expect(shape.headline).toBeGreaterThan(0);
      expect([name, shape.height <= 300, shape.height > 150]).toEqual([name, true, true]);
    }
    expect(requests).toEqual([]);
    expect(at.service.strays).toEqual([]);
  });

  it('25 hostile texts in every field stand on the screen as they are written', async () => {
    const text = '<img src=x onerror=alert(1)> {count}';
    at.service.boxes.set('ana@example.com', boxOf(text, 'ana@example.com'));
    const desk = await at.desk();
    await desk.mount({ 'client-email': 'ana@example.com' });
    await desk.page.getByRole('status').getByText(text).waitFor();
  });

  it('in the address too', async () => {
    const address = '<img/src=/stolen.png/onerror=fetch(1)>@example.com';
    at.service.boxes.set(address, returning(address));
    const desk = await at.desk();
    await desk.mount({ 'client-email': address });
    await desk.page.getByText('Overdue 2 days').waitFor();
    expect(await desk.text()).toContain(address);
    expect(at.service.strays).toEqual([]);
  });
});
