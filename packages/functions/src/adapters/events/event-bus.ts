import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { EventsPort, OutgoingEvent } from '@live-assist/core';
import type { BusAccess } from './publisher.ts';

/** The `source` of each event. */
export const SOURCE = 'live-assist';

/** The most that one request holds. */
const ENTRIES = 10;
/** Time of one attempt in milliseconds; a request has three. */
const ATTEMPT_TIMEOUT_MS = 3000;

/**
 * Sends events to a bus of Amazon EventBridge: `detail-type` is the type of the event, `detail` holds `id`, `type`,
 * `timestamp` and `data`. Of one request some entries may be refused; those stay, and the others are taken.
 *
 * @example eventBus({ bus: 'live-assist-production' })
 */
export function eventBus({
  bus,
  region,
  credentials,
  endpoint,
}: BusAccess & { bus: string }): Pick<EventsPort, 'publish'> {
  const client = new EventBridgeClient({
    ...(region && { region }),
    ...(credentials && { credentials }),
    ...(endpoint && { endpoint }),
    maxAttempts: 3,
    requestHandler: {
      connectionTimeout: 2000,
      requestTimeout: ATTEMPT_TIMEOUT_MS,
      socketTimeout: ATTEMPT_TIMEOUT_MS,
      throwOnRequestTimeout: true,
    },
  });
  return {
    async publish(events) {
      const taken = new Set<string>();
      let failure: unknown;
      for (let from = 0; from < events.length; from += ENTRIES) {
        const part = events.slice(from, from + ENTRIES);
        try {
          const { Entries = [] } = await client.send(
            new PutEventsCommand({ Entries: part.map((event) => entry(bus, event)) }),
          );
          for (const [index, { id }] of part.entries()) {
            const { EventId, ErrorCode } = Entries[index] ?? {};
            if (EventId !== undefined && ErrorCode === undefined) taken.add(id);
            else failure ??= new Error(`EventBridge refused an event (${codeOf(ErrorCode)}).`);
          }
        } catch (error) {
          return { taken, failure: error };
        }
      }
      return failure === undefined ? { taken } : { taken, failure };
    },
  };
}

function entry(EventBusName: string, event: OutgoingEvent) {
  return {
    EventBusName,
    Source: SOURCE,
    DetailType: event.type,
    Time: new Date(event.timestamp),
    Detail: JSON.stringify(event),
  };
}

/** The name of a fault of AWS: a word, and no message. */
function codeOf(code: string | undefined): string {
  return code !== undefined && /^\w{1,60}$/.test(code) ? code : 'no id';
}
