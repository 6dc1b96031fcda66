import { method, newtype, runtimeApi, u64, vec } from '@yumanet/frame';
import { SlotDuration } from '../pallets/aura/constants.js';
import { AuraPublic, Authorities } from '../pallets/aura/storage.js';

const SlotDurationType = newtype('sp_consensus_slots::SlotDuration', u64);

/** AuraApi: slots and authors. */
export const auraApi = runtimeApi('AuraApi', 1, [
  method('slot_duration', {}, SlotDurationType, (ctx) => ctx.constant(SlotDuration)),
  method('authorities', {}, vec(AuraPublic), (ctx) => Authorities.get(ctx)),
]);
