import type { EventsPort } from '@live-assist/core';
import type { EventsTarget } from '../../config/events-config.ts';

/** How to reach an event bus. */
export interface BusAccess {
  region?: string | undefined;
  credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string } | undefined;
  /** @default AWS */
  endpoint?: string | undefined;
}

/** Sends events to the receiver that is set. Its adapter is loaded with the first event. */
export function publisherOf(target: EventsTarget, access: BusAccess = {}): EventsPort['publish'] {
  let loaded: Promise<Pick<EventsPort, 'publish'>> | undefined;
  const load = async () => {
    if (target.kind === 'webhook') return (await import('./webhook.ts')).webhook(target);
    return (await import('./event-bus.ts')).eventBus({ bus: target.name, ...access });
  };
  return async (events) => {
    loaded ??= load();
    return (await loaded).publish(events);
  };
}
