import {
  EmissionValues,
  PendingEmission,
  SubnetOwnerCut,
} from '../../runtimes/finney-2024-06/pallets/subtensor-module/storage/networks.js';
import { TotalIssuance } from '../../runtimes/finney-2024-06/pallets/subtensor-module/storage/stake.js';
import { expectEqual } from '../difference.js';
import { Fabric } from '../fabric.js';
import { asList, number, objects, uints, type JsonObject } from '../fields.js';
import type { Scenario } from '../scenario.js';

const BLOCK = 10;

/** `b-owner-cut`: one block with given emission values; a subnet whose `owner_paid` is null has no owner. */
export const ownerCut: Scenario = (line, { runtime }) => {
  objects(line, 'rows').forEach((row, i) => replayRow(new Fabric(runtime), row, `row ${i}`));
};

function replayRow(fabric: Fabric, row: JsonObject, where: string): void {
  const paid = asList('owner_paid', row['owner_paid']);
  SubnetOwnerCut.put(fabric.ctx, number(row, 'owner_cut'));
  uints(row, 'emission_values').forEach((emission, k) => {
    fabric.network(k + 1, paid[k] === null ? {} : { owner: `owner ${k}` });
    if (paid[k] !== null) fabric.fund(`owner ${k}`);
    EmissionValues.put(fabric.ctx, k + 1, emission);
  });
  const before = paid.map((_, k) => fabric.balance(`owner ${k}`));
  const issued = TotalIssuance.get(fabric.ctx);
  fabric.chain.block(BLOCK);
  const gained = before.map((old, k) => (paid[k] === null ? null : fabric.balance(`owner ${k}`) - old));
  expectEqual(`${where} owner_paid`, paid, gained);
  const pending = paid.map((_, k) => PendingEmission.get(fabric.ctx, k + 1));
  expectEqual(`${where} pending_added`, row['pending_added'], pending);
  expectEqual(
    `${where} total_issuance_added`,
    row['total_issuance_added'],
    TotalIssuance.get(fabric.ctx) - issued,
  );
}
