import { DispatchResultType, type Runtime } from '@yumanet/frame';
import { ByteReader } from '../../node/block/byte-reader.js';
import { readValidityError, validityText } from '../../node/runtime/validity.js';
import { RpcError } from '../rpc-error.js';
import { frameRuntime } from './frame-runtime.js';
import { valueToJson } from './value-to-json.js';

export type DispatchOutcome = { readonly ok: true } | { readonly ok: false; readonly error: unknown };

/**
 * What `BlockBuilder_apply_extrinsic` answered: the call went well, or failed with an error by name.
 *
 * @throws RpcError 1 when the extrinsic may not be in a block at all.
 */
export function dispatchOutcome(runtime: Runtime, answer: Uint8Array): DispatchOutcome {
  const reader = new ByteReader(answer);
  if (reader.u8() !== 0)
    throw new RpcError(1, `transaction: ${validityText(readValidityError(reader))}`, 'TRANSACTION_INVALID');
  const { linked } = frameRuntime(runtime);
  const result = linked.codecs.decode(DispatchResultType, answer.subarray(1));
  if (result.ok) return { ok: true };
  const error = result.value;
  if (error.type !== 'Module')
    return { ok: false, error: valueToJson(linked.codecs, DispatchResultType, result) };
  const { index, error: code } = (error as { value: { index: number; error: string } }).value;
  const pallet = linked.parts.pallets.find((each) => each.index === index);
  const errors = pallet?.errors?.def;
  const variants = errors?.kind === 'variant' ? errors.variants : [];
  const name = variants.find((each) => each.index === parseInt(code.slice(0, 2), 16))?.name;
  return { ok: false, error: { pallet: pallet?.name ?? index, name: name ?? code } };
}
