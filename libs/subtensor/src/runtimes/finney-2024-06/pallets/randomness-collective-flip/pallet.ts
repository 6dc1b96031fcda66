import { H256, boundedVec, definePallet, storageOf, type Context, type Hex } from '@yumanet/frame';
import { db } from '../../limits.js';
import { ParentHash } from '../system/storage.js';

/** Hashes kept, as a ring buffer. */
const LENGTH = 81;

const { value } = storageOf('RandomnessCollectiveFlip');

/** Parent hashes of the last 81 blocks. */
export const RandomMaterial = value('RandomMaterial', boundedVec(H256), []);

/** Keeps the parent hashes of blocks `from` to `to`: in a ring, once it is full. */
export function recordParents(
  ctx: Context,
  from: number,
  to: number,
  parentHash: (block: number) => Hex,
): void {
  const material = [...RandomMaterial.get(ctx)];
  for (let block = from; block <= to; block++)
    if (material.length < LENGTH) material.push(parentHash(block));
    else material[(block - 1) % LENGTH] = parentHash(block);
  RandomMaterial.put(ctx, material);
}

/** pallet_insecure_randomness_collective_flip: collects block hashes; nothing in this runtime draws from them. */
export const randomnessCollectiveFlipPallet = definePallet({
  name: 'RandomnessCollectiveFlip',
  index: 1,
  path: 'pallet_insecure_randomness_collective_flip',
  storage: [RandomMaterial],
  hooks: {
    onInitialize: (ctx, blockNumber) => {
      const parent = ParentHash.get(ctx);
      recordParents(ctx, blockNumber, blockNumber, () => parent);
      return db(1, 1);
    },
  },
});
