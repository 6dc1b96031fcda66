import type { Hex } from '@yumanet/chain-client';
import { parseHotkey } from '@yumanet/units';
import { readAt, type ChainReader } from './read.js';

/** Rao of everyone with a validator permit on the subnet, by account. */
export type Validators = ReadonlyMap<string, bigint>;

/**
 * Who may ask, as of one block. All at once and ahead of the requests: what a stranger sends never makes the miner read the
 * chain.
 */
export async function readValidators(chain: ChainReader, netuid: number, at: Hex): Promise<Validators> {
  const [permits] = await readAt(chain, at, [['ValidatorPermit', netuid]]);
  const uids = [...(permits ?? [])].flatMap((permit, uid) => (permit.isTrue ? [uid] : []));
  const keys = await readAt(
    chain,
    at,
    uids.map((uid) => ['Keys', netuid, uid]),
  );
  const hotkeys = keys.map(String);
  const stakes = await readAt(
    chain,
    at,
    hotkeys.map((hotkey) => ['TotalHotkeyStake', hotkey]),
  );
  return new Map(hotkeys.map((hotkey, i) => [parseHotkey(hotkey), stakes[i]?.toBigInt() ?? 0n]));
}
