// The floor: fetches the answer and writes the texts of the box, each in its own element.
function textsOf({ client_email, calls, commitments, lastCall }) {
  const open = commitments.filter(({ status }) => status === 'open');
  return [
    client_email,
    `call ${calls + 1}`,
    'Wrong person?',
    `Overdue since Friday: ${open[0].text}`,
    ...open
      .slice(0, 3)
      .flatMap(({ text, dueAt }) => [text, 'We owe', dueAt ?? '', 'Done', 'Not a promise', '✕']),
    `Last call ${lastCall.created_at}, not solved: ${lastCall.summary}`,
    'Quotes',
    'Notes',
    `Older (${commitments.length - 3})`,
    'Trend',
  ];
}

customElements.define(
  'bare-box',
  class extends HTMLElement {
    static observedAttributes = ['client-email'];

    constructor() {
      super();
      this.attachShadow({ mode: 'open' });
    }

    async attributeChangedCallback(_name, _before, clientEmail) {
      const answer = await fetch(`${this.getAttribute('endpoint')}/getMemoryBox`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${this.getAttribute('token')}`,
        },
        body: JSON.stringify({ client_email: clientEmail }),
      });
      const texts = textsOf(await answer.json());
      this.shadowRoot.replaceChildren(
        ...texts.map((text) => Object.assign(document.createElement('p'), { textContent: text })),
      );
    }
  },
);
