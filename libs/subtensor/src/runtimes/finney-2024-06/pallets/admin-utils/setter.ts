import {
  addWeight,
  defineCall,
  ensureRoot,
  ensureSignedOrRoot,
  failure,
  u16,
  weight,
  type AccountId,
  type Call,
  type Context,
  type StorageItem,
  type Type,
  type WeightValue,
} from '@yumanet/frame';
import { db } from '../../limits.js';
import { subnetExists } from '../subtensor-module/checks/networks.js';
import type { deposit } from '../subtensor-module/events.js';
import { SubnetOwner } from '../subtensor-module/storage/networks.js';
import { errors } from './errors.js';

/** What a call weighs, in which class, and that operational ones are free. */
export interface Cost {
  readonly weight: WeightValue;
  readonly class?: 'Operational';
  readonly pays?: 'No';
}

/** Benchmarked upstream: picoseconds, bytes of proof, reads, writes. Normal class, paid for. */
export const benchmarked = (refTime: number, proof: number, reads: number, writes: number): Cost => ({
  weight: addWeight(weight(refTime, proof), db(reads, writes)),
});

/** Operational and free. */
export const free = (refTime: number, reads: number, writes: number): Cost => ({
  weight: addWeight(weight(refTime), db(reads, writes)),
  class: 'Operational',
  pays: 'No',
});

/** Deposits the SubtensorModule event that a setter announces with. */
type Announce<A extends readonly unknown[]> = (tell: typeof deposit, ctx: Context, ...values: A) => void;

interface Common<V> {
  readonly index: number;
  /** The wire's name without `sudo_set_`. */
  readonly name: string;
  /** The argument's name on the wire; `name` unless told. */
  readonly arg?: string;
  readonly type: Type<V>;
  readonly cost: Cost;
}

/** A row of the table: a value of one network. */
export interface NetworkSetter<V> extends Common<V> {
  readonly item: StorageItem<[number], V, V>;
  /** Who may: root, or root and the network's owner. */
  readonly who: 'root' | 'owner';
  /** Whether the network must exist; yes unless told. */
  readonly mustExist?: false;
  /** Throws when the value is out of bounds. */
  readonly bounds?: (ctx: Context, netuid: number, value: V) => void;
  readonly announce?: Announce<[netuid: number, value: V]>;
}

/** A row of the table: a value of the chain. Only root may. */
export interface ChainSetter<V> extends Common<V> {
  readonly item: StorageItem<[], V, V>;
  readonly announce?: Announce<[value: V]>;
  /** What else the change brings about. */
  readonly after?: (ctx: Context, before: V, value: V) => void;
}

/** The subnet's owner or root; BadOrigin for anybody else. */
export function ensureSubnetOwnerOrRoot(ctx: Context, who: AccountId | undefined, netuid: number): void {
  if (who !== undefined && SubnetOwner.get(ctx, netuid) !== who) throw failure('BadOrigin');
}

/** The call of a row. */
export const networkSetter = <V>(setter: NetworkSetter<V>, tell: typeof deposit): Call => {
  const arg = setter.arg ?? setter.name;
  return defineCall({
    index: setter.index,
    name: `sudo_set_${setter.name}`,
    args: { netuid: u16, [arg]: setter.type },
    origin: ensureSignedOrRoot,
    ...setter.cost,
    run: (ctx, who, args) => {
      const { netuid } = args as { netuid: number };
      const value = (args as Record<string, unknown>)[arg] as V;
      if (setter.who === 'root' && who !== undefined) throw failure('BadOrigin');
      ensureSubnetOwnerOrRoot(ctx, who, netuid);
      if (setter.mustExist !== false && !subnetExists(ctx, netuid)) throw errors.fail('SubnetDoesNotExist');
      setter.bounds?.(ctx, netuid, value);
      setter.item.put(ctx, netuid, value);
      setter.announce?.(tell, ctx, netuid, value);
    },
  });
};

export const chainSetter = <V>(setter: ChainSetter<V>, tell: typeof deposit): Call => {
  const arg = setter.arg ?? setter.name;
  return defineCall({
    index: setter.index,
    name: `sudo_set_${setter.name}`,
    args: { [arg]: setter.type },
    origin: ensureRoot,
    ...setter.cost,
    run: (ctx, _root, args) => {
      const value = (args as Record<string, unknown>)[arg] as V;
      const before = setter.item.get(ctx);
      setter.item.put(ctx, value);
      setter.announce?.(tell, ctx, value);
      setter.after?.(ctx, before, value);
    },
  });
};
