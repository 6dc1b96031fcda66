import type { BlockFinalized, Block as BlockMessage, Header as HeaderMessage } from '@yumanet/proto/chain/v1';
import { equalBytes, fromHex, plain, toHex } from '../bytes.js';
import { ChainError, messageOf } from '../errors.js';
import { makeBlock, type Block } from '../node/block/block.js';
import { decodeHeader, encodeHeader, type Header } from '../node/block/header.js';
import type { Chain } from '../node/chain.js';
import { asBuffer } from './buffer.js';

/** A block as messages carry it, with its events, its epochs and whether it is final now. */
export function blockMessage({ store, epochs }: Chain, block: Block): BlockMessage {
  const { number } = block.header;
  return {
    header: headerMessage(block),
    extrinsics: block.extrinsics.map(asBuffer),
    events: asBuffer(store.eventsOf(number)),
    finalized: number <= store.finalised,
    epochs: epochs
      .of(block)
      .map(({ netuid, digest }) => ({ netuid, snapshotDigest: asBuffer(fromHex(digest)) })),
  };
}

function headerMessage({ header, hash }: Block): HeaderMessage {
  return {
    number: BigInt(header.number),
    parentHash: asBuffer(header.parentHash),
    stateRoot: asBuffer(header.stateRoot),
    extrinsicsRoot: asBuffer(header.extrinsicsRoot),
    encoded: asBuffer(encodeHeader(header)),
    hash: asBuffer(hash),
  };
}

/** The fact that a block is final, as it is published. */
export function finalBlockMessage(chain: Chain, block: Block): BlockFinalized {
  const genesisHash = asBuffer(chain.store.hashOf(0)!);
  return { genesisHash, block: { ...blockMessage(chain, block), finalized: true } };
}

/** The block of a message. @throws ChainError BLOCK_INVALID when it is none, or not the one whose hash it names. */
export function blockOfMessage(message: BlockMessage | undefined): Block {
  const header = message?.header;
  if (message === undefined || header === undefined)
    throw new ChainError('BLOCK_INVALID', 'block message: expected a header, got none');
  const block = makeBlock(decoded(header.encoded), message.extrinsics.map(plain));
  if (!equalBytes(block.hash, header.hash)) {
    const [expected, got] = [header.hash, block.hash].map(toHex);
    throw new ChainError('BLOCK_INVALID', `block message: expected hash ${expected}, got ${got}`);
  }
  return block;
}

function decoded(bytes: Uint8Array): Header {
  try {
    return decodeHeader(plain(bytes));
  } catch (error) {
    const text = `block message: expected a SCALE header, got ${messageOf(error)}`;
    throw new ChainError('BLOCK_INVALID', text, {}, { cause: error });
  }
}
