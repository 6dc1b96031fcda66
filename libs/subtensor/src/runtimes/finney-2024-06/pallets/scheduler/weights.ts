import { addWeight, mulWeight, subWeight, weight, type WeightValue } from '@yumanet/frame';
import { db } from '../../limits.js';

/** Weights of pallet_scheduler (SubstrateWeight, benchmarked upstream on 2024-01-25): `s` tasks of a block. */
const PROOF = 110_487;

export const serviceAgendasBase = addWeight(weight(3_202_000, 1489), db(1, 1));
export const serviceAgendaBase = (s: number): WeightValue =>
  addWeight(weight(6_262_125, PROOF), mulWeight(weight(332_570), s), db(1, 1));
const serviceTaskBase = weight(3_680_000);
const serviceTaskFetched = (bytes: number): WeightValue =>
  addWeight(weight(17_887_000, 3711), mulWeight(weight(1_253, 1), bytes), db(3, 2));
const serviceTaskNamed = addWeight(weight(5_275_000), db(0, 1));
const serviceTaskPeriodic = weight(3_561_000);
export const executeDispatchSigned = addWeight(weight(6_642_000, 3997), db(2, 0));
export const executeDispatchUnsigned = weight(2_266_000);
export const schedule = (s: number): WeightValue =>
  addWeight(weight(13_565_985, PROOF), mulWeight(weight(354_760), s), db(1, 1));
export const cancel = (s: number): WeightValue =>
  addWeight(weight(15_141_696, PROOF), mulWeight(weight(533_390), s), db(1, 2));
export const scheduleNamed = (s: number): WeightValue =>
  addWeight(weight(18_957_156, PROOF), mulWeight(weight(361_909), s), db(2, 2));
export const cancelNamed = (s: number): WeightValue =>
  addWeight(weight(18_091_415, PROOF), mulWeight(weight(534_402), s), db(2, 2));
export const scheduleRetry = (s: number): WeightValue =>
  addWeight(weight(16_447_031, PROOF), mulWeight(weight(8_424), s), db(2, 4));
export const setRetry = addWeight(weight(9_047_554, PROOF), db(1, 1));
export const setRetryNamed = addWeight(weight(12_804_076, PROOF), db(2, 1));
export const cancelRetry = setRetry;
export const cancelRetryNamed = setRetryNamed;

/** Weight of serving one task besides its dispatch. */
export function serviceTask(
  lookupLength: number | undefined,
  isNamed: boolean,
  isPeriodic: boolean,
): WeightValue {
  const parts = [lookupLength === undefined ? serviceTaskBase : serviceTaskFetched(lookupLength)];
  if (isNamed) parts.push(subWeight(serviceTaskNamed, serviceTaskBase));
  if (isPeriodic) parts.push(subWeight(serviceTaskPeriodic, serviceTaskBase));
  return addWeight(...parts);
}
