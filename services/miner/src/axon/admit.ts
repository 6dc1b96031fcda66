import type { Clock } from '@yumanet/service-kit';
import { axonError } from '@yumanet/subnet-kit/axon';
import { parseHotkey } from '@yumanet/units';
import type { Quotas } from './quotas.js';

export interface Doorkeeper {
  readonly netuid: number;
  /** Account of this axon's hotkey. */
  readonly account: string;
  readonly task: string;
  readonly clock: Clock;
  readonly nonceWindowMs: number;
  readonly maxBodyBytes: number;
  /** Rao of an account that may ask; undefined for whoever may not. */
  readonly stakeOf: (account: string) => bigint | undefined;
  readonly quotas: Quotas;
  /** Takes a nonce once, for ever. */
  readonly takeNonce: (account: string, nonce: bigint) => Promise<boolean>;
}

/** A request as far as the door is concerned, whichever way it came. */
export interface Knock {
  readonly netuid: number;
  readonly task: string;
  /** SS58. */
  readonly dendriteHotkey: string;
  /** SS58. */
  readonly axonHotkey: string;
  readonly nonce: bigint;
  readonly bodyBytes: number;
  readonly isSigned: boolean;
  /** @throws ServiceError REQUEST_INVALID for fields that are no such things; costs nothing. */
  check(): void;
  /** @throws ServiceError BAD_SIGNATURE; costs one to three milliseconds. */
  verify(): Promise<void>;
}

const NANOS_PER_MS = 1_000_000n;

/**
 * Lets a request in, or says why not: what costs nothing first, the signature only of those who may ask and have something
 * left of their quota. A quota is used up, and a nonce taken, only by what is signed: nobody can spend another's.
 *
 * @returns the rao behind who asks.
 * @throws ServiceError with a code of AXON_ERRORS.
 */
export async function admit(door: Doorkeeper, knock: Knock): Promise<bigint> {
  const { bodyBytes, dendriteHotkey } = knock;
  if (bodyBytes > door.maxBodyBytes) {
    const what = `body: expected at most ${door.maxBodyBytes} bytes, got ${bodyBytes}`;
    throw axonError('BODY_TOO_LARGE', what, { limit: door.maxBodyBytes });
  }
  knock.check();
  checkAddressee(door, knock);
  if (!knock.isSigned) {
    throw axonError('UNSIGNED', 'request: expected a signature, got none', { dendriteHotkey });
  }
  checkAge(door, knock.nonce);
  const account = parseHotkey(dendriteHotkey);
  const stake = door.stakeOf(account);
  if (stake === undefined) {
    const what = `${dendriteHotkey}: expected a validator permit and enough stake, got less`;
    throw axonError('NOT_AUTHORIZED', what, { dendriteHotkey });
  }
  door.quotas.check(account);
  await knock.verify();
  door.quotas.take(account);
  if (await door.takeNonce(account, knock.nonce)) return stake;
  const what = `nonce: expected one that was not used before, got ${knock.nonce}`;
  throw axonError('REPLAYED_NONCE', what, { dendriteHotkey });
}

function checkAddressee(door: Doorkeeper, knock: Knock): void {
  const { axonHotkey } = knock;
  if (parseHotkey(axonHotkey) !== door.account)
    throw axonError('WRONG_AXON', `axon: expected this axon’s hotkey, got ${axonHotkey}`, { axonHotkey });
  checkService(door, knock);
}

/** @throws ServiceError WRONG_NETUID, UNKNOWN_TASK for what this axon does not serve. */
export function checkService(door: Doorkeeper, { netuid, task }: Pick<Knock, 'netuid' | 'task'>): void {
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
