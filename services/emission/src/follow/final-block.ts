import { Codecs, Header, blake2_256, toHex } from '@yumanet/frame';
import type { BlockFinalized } from '@yumanet/proto/chain/v1';
import { messageOf, type Received } from '@yumanet/service-kit';
import { emissionError } from '../errors.js';
import { checkChain, type VerdictStream } from '../verdicts/verdict-log.js';

/** A final block as it is followed. Digests and hash are hex without 0x. */
export interface FinalBlock {
  readonly number: number;
  readonly hash: string;
  readonly epochs: readonly { readonly netuid: number; readonly snapshotDigest: string }[];
  /** Its message in the stream. */
  readonly sequence: number;
}

const CODECS = new Codecs({});
const MAX_U16 = 0xffff;

/**
 * The block of a message, of which nothing is believed: whoever may publish may send anything.
 *
 * @throws ServiceError WRONG_CHAIN, BLOCK_MALFORMED.
 */
export function finalBlock(
  { message: { genesisHash, block }, sequence }: Pick<Received<BlockFinalized>, 'message' | 'sequence'>,
  { genesisHash: chain }: Pick<VerdictStream, 'genesisHash'>,
): FinalBlock {
  checkChain(genesisHash, chain, 'final blocks on the bus');
  const refuse = (expected: string, got: string): never => {
    const what = `message ${sequence}: expected ${expected}, got ${got}`;
    throw emissionError('BLOCK_MALFORMED', what, { sequence });
  };
  const numberIn = (header: Uint8Array): number => {
    try {
      return CODECS.decode(Header, header).number;
    } catch (error) {
      return refuse('a header', messageOf(error));
    }
  };
  if (block?.header === undefined) return refuse('a block with its header', 'none');
  const { number, hash, encoded } = block.header;
  const name = hash.toString('hex');
  if (toHex(blake2_256(encoded)) !== name) refuse('the hash of its header', name.slice(0, 64));
  const own = numberIn(encoded);
  if (BigInt(own) !== number) refuse(`number ${own}, as its header says`, String(number));
  const netuids = new Set<number>();
  const epochs = block.epochs.map(({ netuid, snapshotDigest }) => {
    if (netuid > MAX_U16 || netuids.has(netuid)) refuse('each netuid once, 0 … 65535', String(netuid));
    if (snapshotDigest.length !== 32) refuse('a digest of 32 bytes', `${snapshotDigest.length}`);
    netuids.add(netuid);
    return { netuid, snapshotDigest: snapshotDigest.toString('hex') };
  });
  return { number: Number(number), hash: name, epochs, sequence };
}
