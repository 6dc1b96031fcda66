import { extrinsicHash, type ChainBlock, type Hex, type LoadedRuntime } from '@yumanet/chain-client';
import type { RecentBlock } from './recent-blocks.js';

/** The bit of an extrinsic's version byte that says that it is signed. */
const SIGNED = 0x80;

/** A block in short: cheap, since every block of the chain goes through it. @param issuanceRao after it, where it is known. */
export function summarizeBlock(
  runtime: LoadedRuntime,
  block: ChainBlock,
  issuanceRao: bigint | undefined,
): RecentBlock {
  const signed = new Map<number, Hex>();
  block.extrinsics.forEach((bytes, index) => {
    if (isSigned(bytes)) signed.set(index, extrinsicHash(bytes));
  });
  const summary = {
    number: block.number,
    hash: block.hash,
    time: timeOf(runtime, block),
    extrinsics: block.extrinsics.length,
    signed: signed.size,
    events: readCompact(block.events).value,
    issuanceRao: issuanceRao?.toString() ?? null,
  };
  return { block, summary, signed };
}

/** By the timestamp's inherent; block 0 has none. */
export function timeOf({ registry }: LoadedRuntime, { extrinsics }: ChainBlock): number | null {
  for (const bytes of extrinsics) {
    if (isSigned(bytes)) return null;
    const { method } = registry.createType('Extrinsic', bytes);
    if (method.section === 'timestamp') return Number(method.args[0]?.toString());
  }
  return null;
}

function isSigned(bytes: Uint8Array): boolean {
  return ((bytes[readCompact(bytes).length] ?? 0) & SIGNED) !== 0;
}

/** SCALE's compact number of up to four bytes: the lengths of extrinsics and of lists of events are none longer. */
function readCompact(bytes: Uint8Array): { readonly value: number; readonly length: number } {
  const first = bytes[0] ?? 0;
  const mode = first & 0b11;
  if (mode === 0) return { value: first >> 2, length: 1 };
  if (mode === 1) return { value: ((bytes[1] ?? 0) * 0x100 + first) >> 2, length: 2 };
  const value = Buffer.from(bytes.subarray(0, 4)).readUInt32LE(0) >>> 2;
  return { value, length: 4 };
}
