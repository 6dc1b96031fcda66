import { refusal } from '@yumanet/service-kit';

const MAX_NETUID = 65_535;

/** @throws ServiceError INVALID_ARGUMENT */
export function checkNetuid(netuid: number): void {
  if (netuid > MAX_NETUID) throw refusal('INVALID_ARGUMENT', 'netuid', `at most ${MAX_NETUID}`, netuid);
}
