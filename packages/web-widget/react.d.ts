// Written by `pnpm --dir packages/web-widget types:write` from the sources: change those, and run it.
import { MemoryBoxElement, MemoryBoxEventDetails, MemoryBoxProperties } from '@live-assist/web-widget';
import { CSSProperties, DetailedHTMLProps, HTMLAttributes, ReactElement, Ref } from 'react';

/** The event that each handler of {@link MemoryBox} is called for, with its detail. */
declare const EVENTS: {
  readonly onLoading: 'memory-box-loading';
  readonly onLoaded: 'memory-box-loaded';
  readonly onError: 'memory-box-error';
  readonly onCommitmentChanged: 'memory-box-commitment-changed';
  readonly onWrongCustomer: 'memory-box-wrong-customer';
  readonly onLink: 'memory-box-link';
};
type Handlers = {
  [Name in keyof typeof EVENTS]?:
    | ((detail: MemoryBoxEventDetails[(typeof EVENTS)[Name]]) => void)
    | undefined;
};
type Properties = {
  [Name in keyof MemoryBoxProperties]?: MemoryBoxProperties[Name] | undefined;
};
/** The properties of the element, each of which may be left out, its events, and what any element has. */
interface MemoryBoxProps extends Properties, Handlers {
  ref?: Ref<MemoryBoxElement> | undefined;
  id?: string | undefined;
  className?: string | undefined;
  style?: CSSProperties | undefined;
}
/**
 * `<memory-box>` as a component. It renders the bare element on a server, so that no address is in the page's markup; the
 * properties are set in the browser, before the page is painted.
 *
 * @example
 * <MemoryBox endpoint={url} clientEmail={email} callId={callId} getToken={getToken} onLoaded={({ box }) => log(box.calls)} />
 */
declare function MemoryBox(props: MemoryBoxProps): ReactElement;
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
type MemoryBoxMarkup = DetailedHTMLProps<HTMLAttributes<MemoryBoxElement>, MemoryBoxElement> &
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

export type { MemoryBoxMarkup, MemoryBoxProps };
export { MemoryBox };
