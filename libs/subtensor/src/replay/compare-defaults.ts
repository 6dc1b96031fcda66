import { CallContext, type LinkedRuntime, type FrameRuntime } from '@yumanet/frame';
import { expectEqual } from './difference.js';
import { asList, object, type JsonObject } from './fields.js';
import { findItem } from './items.js';
import { toJson } from './json-values.js';
import { Labels } from './labels.js';
import { IGNORED } from './load-state.js';
import { ReplayState } from './state.js';

/** Compares `defaults.<spec>.json`: every storage default, constant and error name of SubtensorModule. */
export function compareDefaults(file: JsonObject, runtime: FrameRuntime): void {
  const { linked } = runtime;
  const ctx = new CallContext(linked, new ReplayState(), { verifySignature: () => false });
  const labels = new Labels();
  for (const [name, recorded] of Object.entries(object(file, 'storage_defaults'))) {
    if (name === IGNORED) continue;
    const item = findItem(ctx, name);
    const value = item.default(ctx);
    const got = value === undefined ? null : toJson(item.type, value, ctx.codecs, labels);
    expectEqual(`default of ${name}`, recorded, got);
  }
  for (const [name, recorded] of Object.entries(object(file, 'constants')))
    expectEqual(`constant ${name}`, recorded, constantOf(linked, name));
  const errors = linked.pallet('SubtensorModule').errors?.def;
  const names = errors?.kind === 'variant' ? errors.variants.map((each) => each.name) : [];
  expectEqual('errors', asList('errors', file['errors']), names);
}

/** `initialBurn` is SubtensorModule's InitialBurn; others say `balances.existentialDeposit`. */
function constantOf(linked: LinkedRuntime, name: string): unknown {
  const [section, constant] = name.includes('.') ? name.split('.') : ['subtensorModule', name];
  const pallet = linked.parts.pallets.find((each) => camel(each.name) === section);
  const found = pallet?.constants.find((each) => camel(each.name) === constant);
  return found && linked.constant(found);
}

const camel = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);
