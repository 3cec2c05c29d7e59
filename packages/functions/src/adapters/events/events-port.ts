import type { EventsPort } from '@live-assist/core';
import type { EventsSettings } from '../../config/events-config.ts';
import { latePort } from '../late-port.ts';

/** What the port needs besides its receiver. */
export interface EventsParts extends Pick<EventsPort, 'hash' | 'marks'> {
  /** Region and credentials, for runtimes in which the SDK does not find them. */
  access?: BusAccess;
}

/** How to reach an event bus. */
export interface BusAccess {
  region?: string | undefined;
  credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string } | undefined;
  /** @default AWS */
  endpoint?: string | undefined;
}

/**
 * {@link EventsPort} for the receiver that is set. Its adapter is loaded with the first event that is sent.
 *
 * @param target - Undefined for a process that only writes events down: it hands over none.
 */
export function eventsPort(
  { target }: Pick<EventsSettings, 'target'>,
  { hash, marks, access = {} }: EventsParts,
): EventsPort {
  const publisher = latePort<Pick<EventsPort, 'publish'>>(async () => {
    if (target === undefined) return { publish: async () => ({ taken: new Set<string>() }) };
    if (target.kind === 'bus') {
      const { eventBus } = await import('./event-bus.ts');
      return eventBus({ bus: target.name, ...access });
    }
    const { webhook } = await import('./webhook.ts');
    return webhook(target);
  });
  return { hash, marks, publish: (events) => publisher.publish(events) };
}
