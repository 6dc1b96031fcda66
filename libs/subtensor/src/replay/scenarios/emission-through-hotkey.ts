import { LoadedEmission } from '../../runtimes/finney-2024-06/pallets/subtensor-module/storage/neurons.js';
import {
  Delegates,
  Owner,
  Stake,
  TotalHotkeyStake,
  TotalIssuance,
  TotalStake,
} from '../../runtimes/finney-2024-06/pallets/subtensor-module/storage/stake.js';
import { isPanic } from '../chain.js';
import { ReplayDifference, expectEqual } from '../difference.js';
import { Fabric } from '../fabric.js';
import {
  asList,
  asText,
  asUint,
  flag,
  number,
  object,
  objects,
  text,
  uint,
  type JsonObject,
} from '../fields.js';
import type { Scenario } from '../scenario.js';

const BLOCK = 10;
const HOTKEY = 'hotkey';

/** `f-emission-through-hotkey`: the block that pays loaded emission to one hotkey, from one or two networks. */
export const emissionThroughHotkey: Scenario = (line, { runtime }) => {
  objects(line, 'rows').forEach((row, i) => replayRow(new Fabric(runtime), row, `row ${i}`));
};

function replayRow(fabric: Fabric, row: JsonObject, where: string): void {
  const stakes = asList('stakes', row['stakes']).map((each) => {
    const [label, rao] = asList('stake', each);
    return [asText('label', label), asUint('rao', rao)] as const;
  });
  prepare(fabric, row, stakes);
  if (row['error'] !== null) return expectPanic(fabric, where);
  fabric.chain.block(BLOCK);
  compare(fabric, row, stakes, where);
}

function prepare(fabric: Fabric, row: JsonObject, stakes: readonly (readonly [string, bigint])[]): void {
  const { ctx } = fabric;
  const hotkey = fabric.account(HOTKEY);
  Owner.put(ctx, hotkey, fabric.account(text(row, 'owner')));
  for (const [label, rao] of stakes) Stake.put(ctx, hotkey, fabric.account(label), rao);
  TotalHotkeyStake.put(ctx, hotkey, uint(row, 'total_hotkey_stake'));
  if (flag(row, 'delegate')) Delegates.put(ctx, hotkey, number(row, 'take'));
  [row['emission'], row['second_network_emission']].forEach((emission, k) => {
    if (emission === null) return;
    const { server, validator } = object({ emission }, 'emission');
    fabric.network(k + 1);
    LoadedEmission.put(ctx, k + 1, [[hotkey, asUint('server', server), asUint('validator', validator)]]);
  });
}

function compare(
  fabric: Fabric,
  row: JsonObject,
  stakes: readonly (readonly [string, bigint])[],
  where: string,
): void {
  const { ctx } = fabric;
  const hotkey = fabric.account(HOTKEY);
  const before = new Map(stakes);
  const added = asList('stake_added', row['stake_added']).map((each) => {
    const label = asText('label', asList('stake_added', each)[0]);
    return [label, Stake.get(ctx, hotkey, fabric.account(label)) - (before.get(label) ?? 0n)];
  });
  expectEqual(`${where} stake_added`, row['stake_added'], added);
  const total = TotalHotkeyStake.get(ctx, hotkey);
  expectEqual(`${where} total_hotkey_stake_after`, row['total_hotkey_stake_after'], total);
  expectEqual(`${where} total_stake_added`, row['total_stake_added'], TotalStake.get(ctx));
  expectEqual(`${where} total_issuance_added`, row['total_issuance_added'], TotalIssuance.get(ctx));
}

function expectPanic(fabric: Fabric, where: string): void {
  try {
    fabric.chain.block(BLOCK);
  } catch (error) {
    if (isPanic(error)) return;
    throw error;
  }
  throw new ReplayDifference(where, 'a block that cannot be made', 'a block');
}
