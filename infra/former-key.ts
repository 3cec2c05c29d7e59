import { Resource } from 'sst/resource';

/** The secret `ERASURE_KEY_PREVIOUS`, which a stage has only after `ERASURE_KEY` was changed. */
export function formerKey(): string | undefined {
  return (Resource as { ERASURE_KEY_PREVIOUS?: { value: string } }).ERASURE_KEY_PREVIOUS?.value;
}
