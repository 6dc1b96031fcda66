import { boundedVec, fixedBytes, newtype, storageOf, u64 } from '@yumanet/frame';

/** sr25519 key of a block author, as hex. */
export const AuraPublic = newtype('sp_consensus_aura::sr25519::app_sr25519::Public', fixedBytes(32));

const Slot = newtype('sp_consensus_slots::Slot', u64);

const { value } = storageOf('Aura');

export const Authorities = value('Authorities', boundedVec(AuraPublic), []);
export const CurrentSlot = value('CurrentSlot', Slot, 0n);

export const STORAGE = [Authorities, CurrentSlot];
