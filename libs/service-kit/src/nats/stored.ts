import type { PubAck } from '@nats-io/jetstream';
import { kitError } from '../errors.js';

/**
 * What a publish with an id says. nats-server 2.10 takes a repeat for stored when the first is under way or was lost on it: its
 * duplicate has no sequence then.
 *
 * @throws ServiceError UNAVAILABLE: nothing is known; the same id again finds out.
 */
export function stored(
  ack: PubAck,
  what: string,
): { readonly sequence: number; readonly duplicate: boolean } {
  if (ack.seq > 0) return { sequence: ack.seq, duplicate: ack.duplicate };
  throw kitError('UNAVAILABLE', `${what}: expected a sequence, got a duplicate of what is not stored yet`);
}
