/**
 * `<memory-box>` for React 19: a component, and the types of the element in JSX.
 *
 * @module
 */
import '@live-assist/web-widget';
import type { MemoryBoxElement, MemoryBoxEventDetails, MemoryBoxProperties } from '@live-assist/web-widget';
import type { CSSProperties, DetailedHTMLProps, HTMLAttributes, ReactElement, Ref } from 'react';
import { createElement, useImperativeHandle, useLayoutEffect, useRef } from 'react';

/** The event that each handler of {@link MemoryBox} is called for, with its detail. */
const EVENTS = {
  onLoading: 'memory-box-loading',
  onLoaded: 'memory-box-loaded',
  onError: 'memory-box-error',
  onCommitmentChanged: 'memory-box-commitment-changed',
  onWrongCustomer: 'memory-box-wrong-customer',
  onLink: 'memory-box-link',
} as const satisfies Record<string, keyof MemoryBoxEventDetails>;

type Handlers = {
  [Name in keyof typeof EVENTS]?:
    | ((detail: MemoryBoxEventDetails[(typeof EVENTS)[Name]]) => void)
    | undefined;
};

type Properties = { [Name in keyof MemoryBoxProperties]?: MemoryBoxProperties[Name] | undefined };

/** The properties of the element, each of which may be left out, its events, and what any element has. */
export interface MemoryBoxProps extends Properties, Handlers {
  ref?: Ref<MemoryBoxElement> | undefined;
  id?: string | undefined;
  className?: string | undefined;
  style?: CSSProperties | undefined;
}

/** In the order in which they are set: the name of a customer goes with an address that comes before it. */
const PROPERTIES = Object.keys({
  endpoint: 0,
  token: 0,
  getToken: 0,
  load: 0,
  save: 0,
  messages: 0,
  locale: 0,
  clientEmail: 0,
  clientPhone: 0,
  customerId: 0,
  callId: 0,
  clientName: 0,
} satisfies Record<keyof MemoryBoxProperties, 0>) as (keyof MemoryBoxProperties)[];

/**
 * `<memory-box>` as a component. It renders the bare element on a server, so that no address is in the page's markup; the
 * properties are set in the browser, before the page is painted.
 *
 * @example
 * <MemoryBox endpoint={url} clientEmail={email} callId={callId} getToken={getToken} onLoaded={({ box }) => log(box.calls)} />
 */
export function MemoryBox(props: MemoryBoxProps): ReactElement {
  const { ref, id, className, style } = props;
  const element = useRef<MemoryBoxElement>(null);
  const before = useRef<MemoryBoxProps>({});
  const handlers = useRef<Handlers>({});
  useImperativeHandle(ref, () => element.current as MemoryBoxElement, []);

  useLayoutEffect(() => {
    const box = element.current;
    if (box === null) return;
    const stops = Object.entries(EVENTS).map(([handler, event]) => {
      const listener = ({ detail }: CustomEvent) =>
        handlers.current[handler as keyof Handlers]?.(detail as never);
      box.addEventListener(event, listener);
      return () => box.removeEventListener(event, listener);
    });
    return () => {
      for (const stop of stops) stop();
    };
  }, []);

  useLayoutEffect(() => {
    handlers.current = props;
    const box = element.current;
    if (box === null) return;
    // What has not changed is left alone: the agent may have typed an address meanwhile.
    const changed = PROPERTIES.filter((name) => !Object.is(before.current[name], props[name]));
    before.current = props;
    Object.assign(box, Object.fromEntries(changed.map((name) => [name, props[name] ?? null])));
  });

  return createElement('memory-box', { ref: element, id, className, style });
}

type MarkupAttributes = {
  [Name in
    | 'endpoint'
    | 'client-email'
    | 'client-phone'
    | 'customer-id'
    | 'client-name'
    | 'call-id'
    | 'token'
    | 'locale']?: string | undefined;
};
type MarkupEvents = {
  [Name in keyof MemoryBoxEventDetails as `on${Name}`]?:
    | ((event: CustomEvent<MemoryBoxEventDetails[Name]>) => void)
    | undefined;
};
/** What `<memory-box>` takes in JSX: attributes, properties, and a handler for each event, as `onmemory-box-loaded`. */
export type MemoryBoxMarkup = DetailedHTMLProps<HTMLAttributes<MemoryBoxElement>, MemoryBoxElement> &
  MarkupAttributes &
  Properties &
  MarkupEvents;

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'memory-box': MemoryBoxMarkup;
    }
  }
}
