import { expect, it } from 'vitest';
import { alice, openToyChain } from '../../../test/toy-chain.js';
import { toyTransfer } from '../../../test/toy-runtime.js';
import type { ChainStore } from './chain-store.js';
import { verifyStore } from './verify-store.js';

it('finds a sound store sound', async () => {
  const { chain, store } = openToyChain();
  await chain.pool.submit(toyTransfer(alice, 0));
  await chain.seal();
  await chain.seal();
  expect(verifyStore(store)).toEqual({ blocks: 3, keys: [...store.entries()].length });
});

it.each<[string, (store: ChainStore) => Partial<ChainStore>, string]>([
  [
    'a changed value',
    () => ({ entries: () => [['aa', Uint8Array.of(1)]] }),
    'state root of block 1: expected',
  ],
  ['a missing block', () => ({ block: () => undefined }), 'block 0: expected a header and a body, got none'],
  ['a wrong index', () => ({ numberOf: () => 7 }), 'index of block 0: expected 0, got 7'],
  [
    'a block in another’s place',
    (store) => ({ block: () => store.block(1) }),
    'block 0: expected number 0, got 1',
  ],
  [
    'a broken chain',
    (store) => ({
      block: (number) => {
        const block = store.block(number)!;
        return number === 0
          ? block
          : { ...block, header: { ...block.header, parentHash: new Uint8Array(32) } };
      },
    }),
    'parent of block 1: expected',
  ],
])('finds %s', async (_, damage, message) => {
  const { chain, store } = openToyChain();
  await chain.seal();
  const whole: Partial<ChainStore> = {
    head: store.head,
    header: (number) => store.header(number),
    entries: () => store.entries(),
    block: (number) => store.block(number),
    numberOf: (hash) => store.numberOf(hash),
    rootAfter: (number) => store.rootAfter(number),
  };
  expect(() => verifyStore({ ...whole, ...damage(store) } as ChainStore)).toThrow(message);
});
