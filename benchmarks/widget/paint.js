// Adds a new element to the page, sets the customer, and returns the milliseconds until its box was painted.
globalThis.paint = async (tag) => {
  const box = document.createElement(tag);
  box.setAttribute('endpoint', location.origin);
  box.setAttribute('token', 'token');
  document.body.replaceChildren(box);
  await frame();
  const begin = performance.now();
  box.setAttribute('client-email', 'ana.martins@example.com');
  await written(box.shadowRoot, 'Send a photo of the damaged parcel');
  await frame();
  return performance.now() - begin;
};

function written(root, text) {
  return new Promise((resolve) => {
    const look = () => {
      if (!root.textContent.includes(text)) return;
      observer.disconnect();
      resolve();
    };
    const observer = new MutationObserver(look);
    observer.observe(root, { childList: true, subtree: true, characterData: true });
    look();
  });
}

/** Resolves when the current page has been painted: a message that is sent before a frame arrives after it. */
function frame() {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = resolve;
      port2.postMessage(null);
    });
  });
}
