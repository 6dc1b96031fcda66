import { expect, it } from 'vitest';
import { addressOf, holderOf } from './holder.js';

const address = { name: 'a', rpc: 'ws://h:1', grpc: 'h:2' };

it('gives the address back, and is another for each process', () => {
  expect(addressOf(holderOf(address))).toEqual(address);
  expect(holderOf(address)).not.toBe(holderOf(address));
});

it('knows nothing of other holders', () => {
  for (const holder of ['someone', '{"name":"a"}', '[]', 'null']) expect(addressOf(holder)).toBeUndefined();
});
