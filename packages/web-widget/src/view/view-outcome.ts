import type { MemoryBox, RecentCall } from '@live-assist/core';
import type { Child } from './draw.ts';
import { h } from './draw.ts';
import type { View } from './view.ts';
import { say } from './view.ts';

/** How a call ended: solved only when nothing of ours that was promised in it is open. */
export function outcomeOf(view: View, box: MemoryBox, call: RecentCall): Child {
  const promised = box.commitments.filter(
    ({ owner, madeIn }) => owner === 'agent' && madeIn.call_id === call.call_id,
  );
  // What the box shows can be ticked in it, so its own count is the newer one.
  const count = promised.length
    ? promised.filter(({ status }) => status === 'open').length
    : Number(call.promisesOpen);
  if (count) return h('span', {}, say(view, 'promises_open', { count }));
  return call.resolved !== null && h('span', {}, say(view, call.resolved ? 'solved' : 'not_solved'));
}
