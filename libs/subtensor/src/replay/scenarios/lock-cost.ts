import {
  NetworkLastLockCost,
  NetworkLastRegistered,
  NetworkLockReductionInterval,
  NetworkMinLockCost,
  NetworkRateLimit,
  SubnetLimit,
  SubnetLocked,
} from '../../runtimes/finney-2024-06/pallets/subtensor-module/storage/networks.js';
import { TotalIssuance } from '../../runtimes/finney-2024-06/pallets/subtensor-module/storage/stake.js';
import { ReplayDifference, expectEqual } from '../difference.js';
import { Fabric, call } from '../fabric.js';
import { number, object, objects, text, uint, type JsonObject } from '../fields.js';
import type { Scenario } from '../scenario.js';

const REGISTRANT = 'registrant';

/** `c-lock-cost`: a `probe` registers on a copy of the chain, a `register` on the chain. */
export const lockCost: Scenario = (line, { runtime }) => {
  const fabric = new Fabric(runtime);
  const setup = object(line, 'setup');
  const { ctx } = fabric;
  NetworkMinLockCost.put(ctx, uint(setup, 'min_lock'));
  NetworkLockReductionInterval.put(ctx, uint(setup, 'reduction_interval'));
  NetworkLastLockCost.put(ctx, uint(setup, 'last_lock'));
  NetworkLastRegistered.put(ctx, uint(setup, 'last_lock_block'));
  NetworkRateLimit.put(ctx, 0n);
  SubnetLimit.put(ctx, 1000);
  objects(line, 'rows').forEach((row, i) => {
    const kind = text(row, 'kind');
    if (kind === 'probe') fabric.chain.probe(() => probe(fabric, row, `row ${i}`));
    else if (kind === 'register') register(fabric, row, `row ${i}`);
    else throw new ReplayDifference(`row ${i} kind`, 'probe or register', kind);
  });
};

function probe(fabric: Fabric, row: JsonObject, where: string): void {
  expectEqual(`${where} last_lock`, row['last_lock'], NetworkLastLockCost.get(fabric.ctx));
  expectEqual(`${where} last_lock_block`, row['last_lock_block'], NetworkLastRegistered.get(fabric.ctx));
  const issued = TotalIssuance.get(fabric.ctx);
  const { result, paid } = registerNow(fabric, row);
  expectEqual(`${where} result`, row['result'], result);
  expectEqual(`${where} balance_paid`, row['balance_paid'], paid);
  expectEqual(`${where} lock_cost`, row['lock_cost'], NetworkLastLockCost.get(fabric.ctx));
  expectEqual(`${where} TotalIssuance`, issued, TotalIssuance.get(fabric.ctx));
}

function register(fabric: Fabric, row: JsonObject, where: string): void {
  expectEqual(`${where} result`, 'ok', registerNow(fabric, row).result);
  expectEqual(`${where} lock_cost`, row['lock_cost'], NetworkLastLockCost.get(fabric.ctx));
  const locked = SubnetLocked.get(fabric.ctx, number(row, 'netuid'));
  expectEqual(`${where} subnet_locked`, row['subnet_locked'], locked);
}

function registerNow(fabric: Fabric, row: JsonObject): { result: string | undefined; paid: bigint } {
  const who = fabric.fund(REGISTRANT);
  const before = fabric.balance(REGISTRANT);
  const [result] = fabric.chain.block(number(row, 'block'), [[who, call('register_network')]]);
  return { result, paid: before - fabric.balance(REGISTRANT) };
}
