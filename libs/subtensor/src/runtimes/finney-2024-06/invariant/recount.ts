import type { AccountId, Context } from '@yumanet/frame';
import { TotalIssuance as BalancesTotalIssuance } from '../pallets/balances/storage.js';
import { subnetExists } from '../pallets/subtensor-module/checks/networks.js';
import { NetworksAdded, SubnetworkN, TotalNetworks } from '../pallets/subtensor-module/storage/networks.js';
import { IsNetworkMember } from '../pallets/subtensor-module/storage/networks.js';
import * as neurons from '../pallets/subtensor-module/storage/neurons.js';
import {
  Stake,
  TotalColdkeyStake,
  TotalHotkeyStake,
  TotalStake,
} from '../pallets/subtensor-module/storage/stake.js';
import { Account } from '../pallets/system/storage.js';

/**
 * Recounts every total from its parts and checks that uids, hotkeys and vectors agree: what must hold after any block.
 * Answers what does not, in words; an empty list when all is well.
 *
 * PERF: reads all accounts, stakes and neurons: for tests and audits.
 */
export function recount(ctx: Context): string[] {
  return [...recountBalances(ctx), ...recountStake(ctx), ...recountNetworks(ctx)];
}

const differs = (what: string, expected: unknown, got: unknown): string[] =>
  expected === got ? [] : [`${what}: expected ${String(expected)}, got ${String(got)}`];

function recountBalances(ctx: Context): string[] {
  let total = 0n;
  for (const [, { data }] of Account.entries(ctx)) total += data.free + data.reserved;
  return differs('sum of balances', BalancesTotalIssuance.get(ctx), total);
}

function recountStake(ctx: Context): string[] {
  const byHotkey = new Map<AccountId, bigint>();
  const byColdkey = new Map<AccountId, bigint>();
  let total = 0n;
  for (const [[hotkey, coldkey], rao] of Stake.entries(ctx)) {
    byHotkey.set(hotkey, (byHotkey.get(hotkey) ?? 0n) + rao);
    byColdkey.set(coldkey, (byColdkey.get(coldkey) ?? 0n) + rao);
    total += rao;
  }
  return [
    ...differs('sum of stake', TotalStake.get(ctx), total),
    ...compareTotals('TotalHotkeyStake', byHotkey, [...TotalHotkeyStake.entries(ctx)]),
    ...compareTotals('TotalColdkeyStake', byColdkey, [...TotalColdkeyStake.entries(ctx)]),
  ];
}

function compareTotals(
  what: string,
  counted: ReadonlyMap<AccountId, bigint>,
  stored: readonly (readonly [[AccountId], bigint])[],
): string[] {
  const totals = new Map(stored.map(([[who], rao]) => [who, rao]));
  const everybody = new Set([...counted.keys(), ...totals.keys()]);
  return [...everybody].flatMap((who) =>
    differs(`${what} of ${who}`, counted.get(who) ?? 0n, totals.get(who) ?? 0n),
  );
}

const VECTORS = [
  neurons.Active,
  neurons.Rank,
  neurons.Trust,
  neurons.Consensus,
  neurons.Incentive,
  neurons.Dividends,
  neurons.Emission,
  neurons.LastUpdate,
  neurons.ValidatorTrust,
  neurons.PruningScores,
  neurons.ValidatorPermit,
] as const;

function recountNetworks(ctx: Context): string[] {
  const netuids = [...NetworksAdded.entries(ctx)].map(([[netuid]]) => netuid);
  return [
    ...differs('TotalNetworks', netuids.length, TotalNetworks.get(ctx)),
    ...netuids.flatMap((netuid) => recountNeurons(ctx, netuid)),
    ...[...neurons.Keys.entries(ctx)].flatMap(([[netuid]]) =>
      differs(`network ${netuid} of a uid exists`, true, subnetExists(ctx, netuid)),
    ),
  ];
}

function recountNeurons(ctx: Context, netuid: number): string[] {
  const n = SubnetworkN.get(ctx, netuid);
  const keys = [...neurons.Keys.entries(ctx, netuid)];
  return [
    ...differs(`keys of ${netuid}`, n, keys.length),
    ...differs(`uids of ${netuid}`, n, [...neurons.Uids.entries(ctx, netuid)].length),
    ...keys.flatMap(([[, uid], hotkey]) => [
      ...differs(`uid of key ${uid} of ${netuid}`, uid, neurons.Uids.get(ctx, netuid, hotkey)),
      ...differs(`membership of key ${uid} of ${netuid}`, true, IsNetworkMember.get(ctx, hotkey, netuid)),
    ]),
    ...VECTORS.flatMap((item) =>
      differs(`${item.name} of ${netuid}`, n, (item.get(ctx, netuid) as readonly unknown[]).length),
    ),
  ];
}
