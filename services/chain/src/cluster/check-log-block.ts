import type { BlockFinalized } from '@yumanet/proto/chain/v1';
import { equalBytes, toHex } from '../bytes.js';
import { ChainError, messageOf } from '../errors.js';
import { blockOfMessage } from '../messages/block-message.js';
import type { Block } from '../node/block/block.js';
import type { ChainStore } from '../node/state/chain-store.js';

/**
 * The block of a message of the log, which must be the next one after this store's last final block, or one that the
 * store has already.
 *
 * @throws ChainError LOG_FOREIGN when the log is another chain's, or parts from this one's final blocks; LOG_GAP.
 */
export function checkLogBlock(store: ChainStore, message: BlockFinalized, sequence: number): Block {
  const number = sequence - 1;
  const foreign = (expected: string, got: string): ChainError =>
    new ChainError('LOG_FOREIGN', `block log, message ${sequence}: expected ${expected}, got ${got}`, {
      sequence,
    });
  if (!equalBytes(message.genesisHash, store.hashOf(0)!)) {
    throw foreign(`chain 0x${toHex(store.hashOf(0)!)}`, `0x${toHex(message.genesisHash)}`);
  }
  const block = readBlock(message, foreign);
  if (block.header.number !== number) throw foreign(`block ${number}`, `block ${block.header.number}`);
  if (number > store.finalised + 1) {
    throw new ChainError('LOG_GAP', `block log: expected block ${store.finalised + 1}, got ${number}`);
  }
  const [what, expected, got] =
    number <= store.finalised
      ? (['block', store.hashOf(number)!, block.hash] as const)
      : (['parent', store.hashOf(number - 1)!, block.header.parentHash] as const);
  if (!equalBytes(expected, got)) throw foreign(`${what} 0x${toHex(expected)}`, `0x${toHex(got)}`);
  return block;
}

function readBlock(message: BlockFinalized, foreign: (expected: string, got: string) => ChainError): Block {
  try {
    return blockOfMessage(message.block);
  } catch (error) {
    throw foreign('a block', messageOf(error));
  }
}
