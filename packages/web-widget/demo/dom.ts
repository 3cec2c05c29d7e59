type Child = Node | string | null;

/**
 * Makes an element. Words go in as text nodes, so what a caller said is never read as markup.
 *
 * @example el('p', { class: 'note' }, 'Two ', el('b', {}, 'words'))
 */
export function el<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Record<string, string | number | boolean> = {},
  ...children: Child[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== false) element.setAttribute(key, value === true ? '' : String(value));
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** A button that does something; it never submits a form. */
export function button(label: string, look: string, action: () => void): HTMLButtonElement {
  const element = el('button', { type: 'button', class: look }, label);
  element.addEventListener('click', action);
  return element;
}

/** The element with this id. */
export function byId<Element extends HTMLElement>(id: string, type: new () => Element): Element {
  const element = document.getElementById(id);
  if (!(element instanceof type)) throw new Error(`The page has no ${type.name} #${id}.`);
  return element;
}

/** The number of calls as text: `1 call`, `2 calls`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
