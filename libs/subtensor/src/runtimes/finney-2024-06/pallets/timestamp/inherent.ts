import { panic, Reader, type Context, type Inherent, type OuterCall } from '@yumanet/frame';
import { MinimumPeriod } from './constants.js';
import { Now } from './storage.js';

/** How far ahead of the checking node's clock a block may be. */
const MAX_DRIFT_MS = 30_000n;

const TOO_EARLY = { fatal: true, error: Uint8Array.of(0) };
const TOO_FAR_IN_FUTURE = { fatal: true, error: Uint8Array.of(1) };

function clock(data: Uint8Array | undefined): bigint {
  if (data === undefined) throw panic('Timestamp inherent data must be provided');
  return new Reader(data).u64();
}

const earliest = (ctx: Context): bigint => Now.get(ctx) + ctx.constant(MinimumPeriod);

const nowOf = (call: OuterCall): bigint => (call.value.value as { now: bigint }).now;

/** The timestamp inherent: the node's clock (u64 milliseconds), or the earliest time that the runtime allows. */
export const timestampInherent: Inherent = {
  id: 'timstap0',
  create: (ctx, data) => {
    const now = clock(data);
    const least = earliest(ctx);
    return { type: 'Timestamp', value: { type: 'set', value: { now: now > least ? now : least } } };
  },
  is: (call) => call.type === 'Timestamp' && call.value.type === 'set',
  check: (ctx, call, data) => {
    const now = nowOf(call);
    if (now > clock(data) + MAX_DRIFT_MS) return TOO_FAR_IN_FUTURE;
    return now < earliest(ctx) ? TOO_EARLY : undefined;
  },
};
