import { expect, it } from 'vitest';
import { alice, openToyChain } from '../../../test/toy-chain.js';
import { toyTransfer } from '../../../test/toy-runtime.js';
import { verifyStore } from './verify-store.js';

it('finds a sound store sound', async () => {
  const { chain, store } = openToyChain();
  await chain.pool.submit(toyTransfer(alice, 0));
  await chain.seal();
  await chain.seal();
  expect(verifyStore(store)).toEqual({ blocks: 3, keys: [...store.entries()].length });
});

it('finds a changed value, a changed block and a wrong index', async () => {
  const { chain, store } = openToyChain();
  await chain.seal();
  const { entries, block, numberOf } = store;
  store.entries = () => [['aa', Uint8Array.of(1)] as const];
  expect(() => verifyStore(store)).toThrow('state root of block 1: expected');
  store.entries = entries.bind(store);
  store.block = (number) => {
    const found = block.call(store, number)!;
    return number === 1 ? { ...found, header: { ...found.header, parentHash: new Uint8Array(32) } } : found;
  };
  expect(() => verifyStore(store)).toThrow('parent of block 1: expected');
  store.block = () => undefined;
  expect(() => verifyStore(store)).toThrow('block 0: expected a header and a body, got none');
  store.block = block.bind(store);
  store.numberOf = () => 7;
  expect(() => verifyStore(store)).toThrow('index of block 0: expected 0, got 7');
  store.numberOf = numberOf.bind(store);
});
