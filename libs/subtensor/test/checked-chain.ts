/** A chain whose every block and call is checked: for random sequences. */
import { decode, type AccountId, type Hex, type OuterCall } from '@yumanet/frame';
import { expect } from 'vitest';
import type { ReplayChain } from '../src/replay/chain.js';
import { accountForIssuance } from '../src/runtimes/finney-2024-06/invariant/issuance.js';
import { recount } from '../src/runtimes/finney-2024-06/invariant/recount.js';
import { TotalIssuance as BalancesTotalIssuance } from '../src/runtimes/finney-2024-06/pallets/balances/storage.js';
import { Account, EventCount, Number_ } from '../src/runtimes/finney-2024-06/pallets/system/storage.js';

/** What a sequence leaves behind, for the checks of a block. */
export interface Ledger {
  fees: bigint;
  /** Accounts reaped below the existential deposit: rao that are gone. */
  dust: bigint;
  /** Payments that could not create an account: at most 499 rao each are gone. */
  unpaid: number;
  /** Rao by which root's setters moved issuance without a balance: set at will, or nominations that were cleared. */
  set: bigint;
}

const DUST = 499n;

/** Ends the block: totals are sums of their parts, and only fees and dust are unaccounted for. */
export function endBlock(chain: ReplayChain, ledger: Ledger): void {
  for (const { name, value } of chain.events()) {
    if (name === 'TransactionFeePaid') ledger.fees += (value as { actual_fee: bigint }).actual_fee;
    if (name === 'DustLost') ledger.dust += (value as { amount: bigint }).amount;
    if (name === 'Deposit' && (value as { amount: bigint }).amount === 0n) ledger.unpaid++;
  }
  chain.finalize();
  expect(recount(chain.context())).toEqual([]);
  const { unaccounted } = accountForIssuance(chain.context());
  const known = ledger.fees + ledger.dust + ledger.set;
  expect(unaccounted >= known, `unaccounted ${unaccounted}, known ${known}`).toBe(true);
  expect(
    unaccounted <= known + BigInt(ledger.unpaid) * DUST,
    `unaccounted ${unaccounted}, known ${known}`,
  ).toBe(true);
}

/** Applies one call and shows `check` how it ended; answers whether it did what it asked. */
export function applyChecked(
  chain: ReplayChain,
  who: AccountId,
  call: OuterCall,
  check?: (result: string) => unknown,
): boolean {
  const seen = EventCount.get(chain.context());
  chain.state.mark();
  const result = chain.apply(who, call);
  check?.(result);
  const events = chain.events(seen);
  const sudid = events.find(({ name }) => name === 'Sudid')?.value as
    { sudo_result: { ok: boolean } } | undefined;
  const succeeded = result === 'ok' && sudid?.sudo_result.ok !== false;
  if (!succeeded) expectOnlyFee(chain, who, events);
  return succeeded;
}

/** Names of everything in System but accounts may move: events, weights, lengths, the extrinsic itself. */
function expectOnlyFee(
  chain: ReplayChain,
  who: AccountId,
  events: readonly { name: string; value: unknown }[],
): void {
  const ctx = chain.context();
  const fee = events
    .filter(({ name }) => name === 'TransactionFeePaid')
    .reduce((sum, { value }) => sum + (value as { actual_fee: bigint }).actual_fee, 0n);
  const names = events.map(({ name }) => name);
  expect(
    names.filter((name) => !['TransactionFeePaid', 'Withdraw', 'Deposit', 'Sudid'].includes(name)),
  ).toEqual([]);
  const signer = Account.key(ctx, who);
  for (const key of chain.state.changed()) {
    if (key === signer) expect(freeAt(chain, key, 'now')).toBe(freeAt(chain, key, 'before') - fee);
    else if (key === BalancesTotalIssuance.prefix) expect(fee > 0n).toBe(true);
    else expect(isBookkeeping(key), `a failed call changed ${key}`).toBe(true);
  }
}

const isBookkeeping = (key: Hex): boolean =>
  (key.startsWith(Number_.prefix.slice(0, 32)) && !key.startsWith(Account.prefix)) ||
  key.startsWith('3a65787472696e7369635f696e646578'); // :extrinsic_index

function freeAt(chain: ReplayChain, key: Hex, when: 'now' | 'before'): bigint {
  const bytes = when === 'now' ? chain.state.get(key) : chain.state.before(key);
  return bytes === undefined ? 0n : decode(chain.context().codecs.of(Account.type), bytes).data.free;
}
