import * as registration from '../../runtimes/finney-2024-06/pallets/subtensor-module/storage/registration.js';
import { expectEqual } from '../difference.js';
import { Fabric } from '../fabric.js';
import { number, objects, uint, type JsonObject } from '../fields.js';
import type { Scenario } from '../scenario.js';

/** `d-adjust`: the block that ends an interval. */
export const adjust: Scenario = (line, { runtime }) => {
  objects(line, 'rows').forEach((row, i) => replayRow(new Fabric(runtime), row, `row ${i}`));
};

function replayRow(fabric: Fabric, row: JsonObject, where: string): void {
  const { ctx } = fabric;
  const netuid = number(row, 'netuid');
  const block = number(row, 'last_adjustment_block');
  fabric.network(netuid);
  registration.AdjustmentInterval.put(ctx, netuid, 1);
  registration.LastAdjustmentBlock.put(ctx, netuid, BigInt(block - 1));
  registration.AdjustmentAlpha.put(ctx, netuid, uint(row, 'alpha'));
  registration.TargetRegistrationsPerInterval.put(ctx, netuid, number(row, 'target'));
  registration.RegistrationsThisInterval.put(ctx, netuid, number(row, 'registrations'));
  registration.POWRegistrationsThisInterval.put(ctx, netuid, number(row, 'pow'));
  registration.BurnRegistrationsThisInterval.put(ctx, netuid, number(row, 'burn_regs'));
  registration.Burn.put(ctx, netuid, uint(row, 'burn'));
  registration.MinBurn.put(ctx, netuid, uint(row, 'min_burn'));
  registration.MaxBurn.put(ctx, netuid, uint(row, 'max_burn'));
  registration.Difficulty.put(ctx, netuid, uint(row, 'difficulty'));
  registration.MinDifficulty.put(ctx, netuid, uint(row, 'min_difficulty'));
  registration.MaxDifficulty.put(ctx, netuid, uint(row, 'max_difficulty'));
  fabric.chain.block(block);
  expectEqual(`${where} new_burn`, row['new_burn'], registration.Burn.get(ctx, netuid));
  expectEqual(`${where} new_difficulty`, row['new_difficulty'], registration.Difficulty.get(ctx, netuid));
  const at = registration.LastAdjustmentBlock.get(ctx, netuid);
  expectEqual(`${where} last_adjustment_block`, row['last_adjustment_block'], at);
  const counters = [
    registration.RegistrationsThisInterval,
    registration.POWRegistrationsThisInterval,
    registration.BurnRegistrationsThisInterval,
  ].map((item) => item.get(ctx, netuid));
  expectEqual(`${where} counters_after`, row['counters_after'], counters);
}
