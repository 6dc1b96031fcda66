import type { minerV1 } from '@yumanet/proto';
import type { Clock } from '@yumanet/service-kit';
import { axonError, checkRequest, verifyRequest } from '@yumanet/subnet-kit/axon';
import { parseHotkey } from '@yumanet/units';

export interface Doorkeeper {
  readonly netuid: number;
  /** Account of this axon's hotkey. */
  readonly account: string;
  readonly task: string;
  readonly clock: Clock;
  readonly nonceWindowMs: number;
  readonly maxBodyBytes: number;
  /** Whether an account may ask. */
  readonly isAuthorized: (account: string) => boolean;
  /** Takes a nonce once, for ever. */
  readonly takeNonce: (account: string, nonce: bigint) => Promise<boolean>;
}

const NANOS_PER_MS = 1_000_000n;

/**
 * Lets a request in, or says why not: what costs nothing first, the signature (half a millisecond) only of those who may
 * ask, and a nonce is taken only when it is signed, so that nobody can use up another's.
 *
 * @throws ServiceError with a code of AXON_ERRORS.
 */
export async function admit(door: Doorkeeper, request: minerV1.QueryRequest): Promise<void> {
  const { body, dendriteHotkey } = request;
  if (body.length > door.maxBodyBytes) {
    const what = `body: expected at most ${door.maxBodyBytes} bytes, got ${body.length}`;
    throw axonError('BODY_TOO_LARGE', what, { limit: door.maxBodyBytes });
  }
  checkRequest(request);
  checkAddressee(door, request);
  if (request.signature.length === 0) {
    throw axonError('UNSIGNED', 'request: expected a signature, got none', { dendriteHotkey });
  }
  checkAge(door, request.nonce);
  const account = parseHotkey(dendriteHotkey);
  if (!door.isAuthorized(account)) {
    const what = `${dendriteHotkey}: expected a validator permit and enough stake, got less`;
    throw axonError('NOT_AUTHORIZED', what, { dendriteHotkey });
  }
  await verifyRequest(request);
  if (await door.takeNonce(account, request.nonce)) return;
  const what = `nonce: expected more than every one before it, got ${request.nonce}`;
  throw axonError('REPLAYED_NONCE', what, { dendriteHotkey });
}

function checkAddressee(door: Doorkeeper, { axonHotkey, netuid, task }: minerV1.QueryRequest): void {
  if (parseHotkey(axonHotkey) !== door.account)
    throw axonError('WRONG_AXON', `axon: expected this axon’s hotkey, got ${axonHotkey}`, { axonHotkey });
  if (netuid !== door.netuid)
    throw axonError('WRONG_NETUID', `netuid: expected ${door.netuid}, got ${netuid}`, { netuid });
  if (task !== door.task)
    throw axonError('UNKNOWN_TASK', `task: expected ${door.task}, got ${task}`, { task });
}

function checkAge({ clock, nonceWindowMs }: Doorkeeper, nonce: bigint): void {
  const off = nonce - BigInt(Math.floor(clock.now())) * NANOS_PER_MS;
  const window = BigInt(nonceWindowMs) * NANOS_PER_MS;
  if (off <= window && off >= -window) return;
  const what = `nonce: expected within ${nonceWindowMs} ms of this clock, got ${off / NANOS_PER_MS} ms off it`;
  throw axonError('STALE_NONCE', what, { offMs: Number(off / NANOS_PER_MS) });
}
