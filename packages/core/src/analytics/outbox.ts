/** What a receiver of events is told. */
export type EventType =
  | 'call.analyzed'
  | 'call.failed'
  | 'promise.made'
  | 'promise.missed'
  | 'promise.overdue'
  | 'promise.closed'
  | 'promise.reopened';

/** An event that is to be sent. It holds ids, days and states: no words of a call and no address. */
export interface OutboxEvent {
  type: EventType;
  /** When it was noticed, ISO-8601. */
  at: string;
  /** Tells the event apart from others of this type about the same call and promise; part of its id. */
  cause: string;
  /** True if every call, and every person, that tells it at that moment tells the same event: its id names none of them. */
  sameForAll?: true;
  /** The promise that it is about, if it is about one. */
  commitment_id?: string;
  /** Further fields as they are sent; `call_id` and `customer` are added then. */
  data: Record<string, string | number | boolean | null>;
}

/** The attribute `outbox` of a row: events of its analyses that are not handed over yet. */
export interface Outbox {
  /** How many analyses of this row had something to tell. */
  count: number;
  events: OutboxEvent[];
  /** True if the call ended too long before its first analysis: then nothing is told of it, ever. */
  silent?: true;
}
