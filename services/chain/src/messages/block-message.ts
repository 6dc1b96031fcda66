import type { Block as BlockMessage, Header as HeaderMessage } from '@yumanet/proto/chain/v1';
import type { Block } from '../node/block/block.js';
import { encodeHeader } from '../node/block/header.js';
import type { ChainStore } from '../node/state/chain-store.js';
import { asBuffer } from './buffer.js';

/** A block as messages carry it, with its events and whether it is final now. */
export function blockMessage(store: ChainStore, block: Block): BlockMessage {
  const { number } = block.header;
  return {
    header: headerMessage(block),
    extrinsics: block.extrinsics.map(asBuffer),
    events: asBuffer(store.eventsOf(number)),
    finalized: number <= store.finalised,
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
