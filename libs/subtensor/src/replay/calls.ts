import type { CallContext, OuterCall } from '@yumanet/frame';
import { ReplayDifference } from './difference.js';
import { asObject, asText } from './fields.js';
import { fromJson } from './json-values.js';
import type { Labels } from './labels.js';

const snake = (name: string): string => name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`);

/** A recorded call: `subtensorModule.addStake` with arguments by their camel-cased names. */
export function readCall(ctx: CallContext, labels: Labels, name: unknown, args: unknown): OuterCall {
  const [section = '', method = ''] = asText('call', name).split('.');
  const type = section.charAt(0).toUpperCase() + section.slice(1);
  const declared = ctx.linked.parts.pallets
    .find((pallet) => pallet.name === type)
    ?.calls.find((call) => call.name === snake(method));
  if (declared === undefined) throw new ReplayDifference('call', 'one of the runtime', name);
  const given = new Map(Object.entries(asObject('args', args)).map(([key, value]) => [snake(key), value]));
  const value = Object.fromEntries(
    Object.entries(declared.args).map(([key, part]) => [
      key,
      fromJson(part, given.get(key), ctx.codecs, labels),
    ]),
  );
  return { type, value: { type: declared.name, value } };
}
