/** An element to be drawn. It becomes a node of the document; what stands in it becomes text, never markup. */
export interface Drawn {
  tag: string;
  /** Attributes, absent where the value is null; handlers where the name begins with `on`. */
  props: Record<string, unknown>;
  kids: Child[];
}

/** What may stand in an element; null, false and an empty text stand for nothing. */
export type Child = Piece | readonly Child[];
type Piece = Drawn | string | number | null | undefined | false;

/** Describes an element. @example h('p', { class: 'head' }, 'We owe') */
export function h(tag: string, props: Drawn['props'], ...kids: Child[]): Drawn {
  return { tag, props, kids };
}

const SVG = 'http://www.w3.org/2000/svg';
const drawnProps = new WeakMap<Node, Drawn['props']>();

/**
 * Makes the children of a node what they are said to be. A node that fits stays, with its focus and what was typed into
 * it.
 */
export function draw(parent: Node, children: readonly Child[]): void {
  let next = parent.firstChild as (ChildNode & Text) | null;
  for (const child of flat(children)) {
    if (child === null || child === undefined || child === false || child === '') continue;
    const drawn = typeof child === 'object' ? child : null;
    let node = next;
    if (node?.nodeName.toLowerCase() === (drawn?.tag ?? '#text')) next = node.nextSibling as typeof next;
    else {
      node = (drawn
        ? drawn.tag === 'svg' || drawn.tag === 'path'
          ? document.createElementNS(SVG, drawn.tag)
          : document.createElement(drawn.tag)
        : document.createTextNode('')) as unknown as ChildNode & Text;
      parent.insertBefore(node, next);
    }
    if (drawn) {
      setProps(node as unknown as Element, drawn.props);
      draw(node, drawn.kids);
    } else if (node.data !== `${child}`) node.data = `${child}`;
  }
  while (next) {
    const last: ChildNode = next;
    next = last.nextSibling as typeof next;
    last.remove();
  }
}

const flat = (children: readonly Child[]): Piece[] => (children as unknown[]).flat(9) as Piece[];

function setProps(element: Element, props: Drawn['props']): void {
  const before = drawnProps.get(element) ?? {};
  drawnProps.set(element, props);
  for (const name of Object.keys({ ...before, ...props })) {
    const value = props[name];
    if (name.startsWith('on')) Object.assign(element, { [name]: value ?? null });
    else if (value === before[name]) continue;
    else if (value === null || value === undefined) element.removeAttribute(name);
    else element.setAttribute(name, `${value}`);
  }
}
