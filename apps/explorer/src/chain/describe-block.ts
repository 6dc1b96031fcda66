import type { Codec } from '@polkadot/types/types';
import {
  decodeEvents,
  dispatchError,
  extrinsicHash,
  type ChainBlock,
  type DecodedEvent,
  type LoadedRuntime,
} from '@yumanet/chain-client';
import type { Argument, Block, BlockSummary, ChainEvent, Extrinsic, ExtrinsicSummary } from '../api.js';

/** Longer values are cut: a runtime's code is a megabyte. */
const MAX_VALUE = 2_000;

/** A block with its extrinsics in short. */
export function describeBlock(runtime: LoadedRuntime, block: ChainBlock, summary: BlockSummary): Block {
  const events = eventsOf(runtime, block);
  const { parentHash, stateRoot, extrinsicsRoot } = block;
  const list = block.extrinsics.map((_, index) =>
    extrinsicSummary(runtime, block, summary, { index, events }),
  );
  const own = events.filter(({ extrinsic }) => extrinsic === undefined).map(eventText);
  return { ...summary, parentHash, stateRoot, extrinsicsRoot, list, own };
}

/** One extrinsic with everything that it says and did. */
export function describeExtrinsic(
  runtime: LoadedRuntime,
  block: ChainBlock,
  summary: BlockSummary,
  index: number,
): Extrinsic {
  const events = eventsOf(runtime, block);
  const { method, isSigned, nonce } = decode(runtime, block.extrinsics[index]!);
  const args = method.args.map((value, k): Argument => {
    const name = method.meta.fields[k]?.name.unwrapOrDefault().toString() ?? '';
    return { name, type: value.toRawType(), value: valueText(value) };
  });
  return {
    ...extrinsicSummary(runtime, block, summary, { index, events }),
    block: { number: block.number, hash: block.hash },
    nonce: isSigned ? nonce.toNumber() : null,
    args,
    events: events.filter(({ extrinsic }) => extrinsic === index).map(eventText),
  };
}

const decode = ({ registry }: LoadedRuntime, bytes: Uint8Array) => registry.createType('Extrinsic', bytes);

/** Of block 0, which has no state before it, none can be read. */
const eventsOf = (runtime: LoadedRuntime, block: ChainBlock): DecodedEvent[] => decodeEvents(runtime, block);

/** @param at the extrinsic's index; the events of the whole block, decoded once. */
export function extrinsicSummary(
  runtime: LoadedRuntime,
  block: ChainBlock,
  { time }: BlockSummary,
  { index, events }: { readonly index: number; readonly events: readonly DecodedEvent[] },
): ExtrinsicSummary {
  const bytes = block.extrinsics[index]!;
  const { method, isSigned, signer } = decode(runtime, bytes);
  const own = events.filter(({ extrinsic }) => extrinsic === index);
  const named = (pallet: string, name: string) =>
    own.find((event) => event.pallet === pallet && event.name === name);
  const failed = named('System', 'ExtrinsicFailed');
  return {
    id: `${block.number}-${index}`,
    hash: extrinsicHash(bytes),
    time,
    call: `${method.section}.${method.method}`,
    signer: isSigned ? signer.toString() : null,
    success: failed === undefined,
    error: failed === undefined ? '' : dispatchError(runtime, failed.data[0]),
    feeRao: named('TransactionPayment', 'TransactionFeePaid')?.data[1]?.toString() ?? '0',
  };
}

const eventText = ({ pallet, name, data, extrinsic }: DecodedEvent): ChainEvent => ({
  pallet,
  name,
  data: data.map(valueText),
  extrinsic: extrinsic ?? null,
});

function valueText(value: Codec): string {
  const text = isSimple(value) ? value.toString() : JSON.stringify(value.toHuman());
  return text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE)}…` : text;
}

/** Numbers and accounts read better as they are than as JSON. */
function isSimple(value: Codec): boolean {
  const raw = value.toJSON();
  return raw === null || typeof raw !== 'object';
}
