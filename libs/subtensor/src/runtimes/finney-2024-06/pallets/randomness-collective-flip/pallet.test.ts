import { expect, it } from 'vitest';
import { TestChain } from '../../../../testing/index.js';
import { finney202406 } from '../../runtime.js';
import { RandomMaterial } from './pallet.js';

it('keeps the last 81 parent hashes in a ring', () => {
  const chain = new TestChain(finney202406, {});
  for (let i = 0; i < 83; i++) chain.block();
  const material = RandomMaterial.get(chain.ctx);
  expect(material).toHaveLength(81);
  // Blocks 82 and 83 overwrote the parents of blocks 1 and 2.
  expect(material.slice(0, 3)).toEqual([80, 81, 1].map((i) => chain.blocks[i]?.hash));
});
