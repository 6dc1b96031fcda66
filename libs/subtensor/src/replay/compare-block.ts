import { decode, toHex, type CallContext, type Hex } from '@yumanet/frame';
import { Account } from '../runtimes/finney-2024-06/pallets/system/storage.js';
import { ReplayDifference, expectEqual } from './difference.js';
import { asList, asText, type JsonObject } from './fields.js';
import { describe, entriesOf, findItem, type Item } from './items.js';
import type { Labels } from './labels.js';
import { BALANCE, IGNORED } from './load-state.js';
import type { ReplayState } from './state.js';

/** Items besides SubtensorModule's that a trace records. */
const OTHERS = ['Balances.TotalIssuance', 'SenateMembers.Members'];

/** Compares everything that a block changed with the recorded net changes `d`: neither may know of more. */
export function compareBlock(
  ctx: CallContext,
  state: ReplayState,
  labels: Labels,
  where: string,
  recorded: JsonObject,
): void {
  const changed = new Set(state.changed());
  for (const [name, json] of Object.entries(recorded)) {
    if (name === IGNORED) continue;
    if (name === BALANCE) compareBalances(ctx, labels, where, json, changed);
    else compareItem(ctx, labels, where, name, json, changed);
  }
  refuseUnrecorded(ctx, state, labels, where, changed);
}

function compareItem(
  ctx: CallContext,
  labels: Labels,
  where: string,
  name: string,
  json: unknown,
  changed: Set<Hex>,
): void {
  const item = findItem(ctx, name);
  for (const { key, value } of entriesOf(ctx, labels, name, json)) {
    const got = ctx.storage.get(key);
    if (hex(got) !== hex(value))
      throw new ReplayDifference(
        where,
        describe(ctx, labels, item, key, value),
        describe(ctx, labels, item, key, got),
      );
    changed.delete(key);
  }
}

/** A balance may be listed unchanged: only the nonce moved. */
function compareBalances(
  ctx: CallContext,
  labels: Labels,
  where: string,
  json: unknown,
  changed: Set<Hex>,
): void {
  for (const row of asList(BALANCE, json)) {
    const [label, free] = asList(BALANCE, row);
    const account = labels.account(asText(BALANCE, label));
    const got = Account.tryGet(ctx, account);
    expectEqual(`${where} Balance(${String(label)})`, free, got === undefined ? null : got.data.free);
    changed.delete(Account.key(ctx, account));
  }
}

function refuseUnrecorded(
  ctx: CallContext,
  state: ReplayState,
  labels: Labels,
  where: string,
  changed: ReadonlySet<Hex>,
): void {
  for (const key of changed) {
    const item = watched(ctx, key);
    if (item === undefined) continue;
    if (item.name === 'Account' && freeOf(ctx, state.before(key)) === freeOf(ctx, state.get(key))) continue;
    throw new ReplayDifference(where, 'no change', describe(ctx, labels, item, key, state.get(key)));
  }
}

const freeOf = (ctx: CallContext, bytes: Uint8Array | undefined): bigint | undefined =>
  bytes && decode(ctx.codecs.of(Account.type), bytes).data.free;

function watched(ctx: CallContext, key: Hex): Item | undefined {
  const items = ctx.linked.pallet('SubtensorModule').storage as readonly unknown[] as readonly Item[];
  return [...items, ...OTHERS.map((name) => findItem(ctx, name)), Account as unknown as Item].find(
    ({ prefix }) => key.startsWith(prefix),
  );
}

const hex = (bytes: Uint8Array | undefined): string => (bytes === undefined ? 'removed' : toHex(bytes));
