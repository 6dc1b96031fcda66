import { parseAccount } from '@yumanet/units';
import type { Account, StakeList } from '../api.js';
import { bigintOf, fieldOf, numberOf, raoOf, textOf } from '../chain/read-plain.js';
import type { Question, Scan, StateAt } from '../chain/state-at.js';
import type { ExplorerParts } from './explorer-parts.js';
import { readExtrinsics } from './extrinsics.js';
import { readSubnets } from './subnets.js';

const MAX_EXTRINSICS = 20;
const SHOWN = 200;

/** An account as who it may be: holder, coldkey, hotkey, delegate. One that nobody ever used has nothing. @param address SS58 */
export async function readAccount(parts: ExplorerParts, address: string): Promise<Account> {
  const { chain, searchStakes } = parts;
  const [{ subnets }, { extrinsics }, stakes] = await Promise.all([
    readSubnets(parts),
    readExtrinsics(parts, MAX_EXTRINSICS, address),
    // One search for all coldkeys: answers are kept by name.
    chain.atHead('stakes', (state) => state.scan('SubtensorModule', 'Stake', searchStakes)),
  ]);
  const netuids = subnets.map(({ netuid }) => netuid);
  const facts = await chain.atHead(`account ${address}`, (state) =>
    factsAt(state, address, netuids, searchStakes),
  );
  const { stakedRao, nominatedRao, nominations, ...rest } = facts;
  return {
    ...rest,
    staked: listOf(stakedRao, stakes, (each) => each.coldkey === address),
    nominators: listOf(nominatedRao, nominations, (each) => each.hotkey === address),
    extrinsics,
  };
}

async function factsAt(state: StateAt, address: string, netuids: readonly number[], searchStakes: number) {
  const [account, owners, delegates, uids, totals, nominations] = await Promise.all([
    state.value('System', 'Account', address),
    state.scan('SubtensorModule', 'Owner', 1, address),
    state.scan('SubtensorModule', 'Delegates', 1, address),
    state.many(netuids.map((netuid): Question => ['Uids', netuid, address])),
    state.many([
      ['TotalColdkeyStake', address],
      ['TotalHotkeyStake', address],
    ]),
    state.scan('SubtensorModule', 'Stake', searchStakes, address),
  ]);
  const data = fieldOf(account, 'data');
  return {
    at: state.block,
    address,
    publicKey: `0x${parseAccount(address)}`,
    nonce: numberOf(fieldOf(account, 'nonce')),
    freeRao: raoOf(fieldOf(data, 'free')),
    reservedRao: raoOf(fieldOf(data, 'reserved')),
    frozenRao: raoOf(fieldOf(data, 'frozen')),
    owner: textOf(owners.entries[0]?.[1]) || null,
    take: delegates.entries[0] === undefined ? null : numberOf(delegates.entries[0][1]),
    stakedRao: raoOf(totals[0]),
    nominatedRao: raoOf(totals[1]),
    nominations,
    neurons: netuids.flatMap((netuid, k) => {
      const uid = uids[k];
      return typeof uid === 'bigint' ? [{ netuid, uid: Number(uid) }] : [];
    }),
  };
}

type Position = Record<'hotkey' | 'coldkey', string> & { readonly rao: bigint };

function listOf(
  totalRao: string,
  { entries, complete }: Scan,
  isWanted: (each: Position) => boolean,
): StakeList {
  const found = entries
    .map(([[hotkey, coldkey], rao]) => ({
      hotkey: textOf(hotkey),
      coldkey: textOf(coldkey),
      rao: bigintOf(rao),
    }))
    .filter((each) => each.rao > 0n && isWanted(each))
    .sort((a, b) => (a.rao < b.rao ? 1 : -1));
  const positions = found.slice(0, SHOWN).map((each) => ({ ...each, rao: each.rao.toString() }));
  return { totalRao, positions, known: found.length, complete };
}
