import { H256, boundedVec, definePallet, storageOf } from '@yumanet/frame';
import { db } from '../../limits.js';
import { ParentHash } from '../system/storage.js';

/** Hashes kept, as a ring buffer. */
const LENGTH = 81;

const { value } = storageOf('RandomnessCollectiveFlip');

/** Parent hashes of the last 81 blocks. */
export const RandomMaterial = value('RandomMaterial', boundedVec(H256), []);

/** pallet_insecure_randomness_collective_flip: collects block hashes; nothing in this runtime draws from them. */
export const randomnessCollectiveFlipPallet = definePallet({
  name: 'RandomnessCollectiveFlip',
  index: 1,
  path: 'pallet_insecure_randomness_collective_flip',
  storage: [RandomMaterial],
  hooks: {
    onInitialize: (ctx, blockNumber) => {
      const parent = ParentHash.get(ctx);
      const material = RandomMaterial.get(ctx);
      const next =
        material.length < LENGTH ? [...material, parent] : material.with((blockNumber - 1) % LENGTH, parent);
      RandomMaterial.put(ctx, next);
      return db(1, 1);
    },
  },
});
