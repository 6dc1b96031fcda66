import { definePallet, panic, refusal } from '@yumanet/frame';
import { db } from '../../limits.js';
import { accountList } from '../../genesis-values.js';
import { CONSTANTS } from './constants.js';
import { slotFromDigest } from './slot.js';
import { Authorities, CurrentSlot, STORAGE } from './storage.js';

const MAX_AUTHORITIES = 32;

/** pallet_aura: who may author, and in which slot. Genesis: `aura: { authorities: [account, …] }`. */
export const auraPallet = definePallet({
  name: 'Aura',
  index: 3,
  path: 'pallet_aura',
  storage: STORAGE,
  constants: CONSTANTS,
  hooks: {
    onInitialize: (ctx) => {
      const slot = slotFromDigest(ctx);
      if (slot === undefined) return db(1, 0);
      const current = CurrentSlot.get(ctx);
      if (slot <= current) throw panic(`Slot must increase: expected more than ${current}, got ${slot}`);
      CurrentSlot.put(ctx, slot);
      return db(2, 1);
    },
  },
  genesisDefault: { authorities: [] },
  genesis: (ctx, config) => {
    const authorities = accountList('genesis.aura', config, 'authorities');
    if (authorities.length > MAX_AUTHORITIES)
      throw refusal(
        'BAD_GENESIS',
        'genesis.aura.authorities',
        `at most ${MAX_AUTHORITIES}`,
        authorities.length,
      );
    Authorities.put(ctx, authorities);
  },
});
