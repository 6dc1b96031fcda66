import type { Block as BlockMessage, Header as HeaderMessage } from '@yumanet/proto/chain/v1';
import type { Block } from '../node/block/block.js';
import { encodeHeader } from '../node/block/header.js';
import { fromHex } from '../bytes.js';
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
