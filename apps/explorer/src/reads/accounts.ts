import type { Accounts } from '../api.js';
import { bigintOf, fieldOf, textOf } from '../chain/read-plain.js';
import type { Question, StateAt } from '../chain/state-at.js';
import type { ExplorerParts } from './explorer-parts.js';

/** Accounts that are looked at: a page, not a survey of the chain. */
const MAX_SCANNED = 10_000;
const SHOWN = 200;

/** The accounts with the most, free and staked. */
export function readAccounts({ chain }: ExplorerParts): Promise<Accounts> {
  return chain.atHead('accounts', accountsAt);
}

async function accountsAt(state: StateAt): Promise<Accounts> {
  const { entries, complete } = await state.scan('System', 'Account', MAX_SCANNED);
  const free = entries.map(([[address], account]) => ({
    address: textOf(address),
    free: bigintOf(fieldOf(fieldOf(account, 'data'), 'free')),
  }));
  const staked = await state.many(free.map(({ address }): Question => ['TotalColdkeyStake', address]));
  const accounts = free
    .map((each, k) => ({ ...each, staked: bigintOf(staked[k]) }))
    .sort((a, b) => Number(b.free + b.staked - a.free - a.staked))
    .slice(0, SHOWN)
    .map((each) => ({
      address: each.address,
      freeRao: each.free.toString(),
      stakedRao: each.staked.toString(),
    }));
  return { at: state.block, accounts, known: entries.length, complete };
}
