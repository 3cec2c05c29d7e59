import type { EventType } from '../../analytics/outbox.ts';
import type { Counters } from '../counters.ts';

/** An event as a receiver gets it. It may come more than once, always with the same `id`. */
export interface OutgoingEvent {
  id: string;
  type: EventType;
  /** When it was noticed, ISO-8601. */
  timestamp: string;
  data: Record<string, string | number | boolean | null>;
}

/** What became of events that were sent. */
export interface Handover {
  /** The ids of those that the receiver has taken. */
  taken: ReadonlySet<string>;
  /** Why others were not taken. */
  failure?: unknown;
}

/** Where events go: an event bus, or a webhook. */
export interface EventsPort {
  /** Returns a keyed hash of a text. */
  hash(text: string): Promise<string>;
  /** Sends events in this order; after one that is not taken it may stop. It never throws. */
  publish(events: readonly OutgoingEvent[]): Promise<Handover>;
  /** Remembers which overdue promises were told of. */
  marks: Pick<Counters, 'count' | 'standing'>;
}
