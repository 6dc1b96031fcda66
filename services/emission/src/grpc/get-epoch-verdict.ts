import type { GetEpochVerdictRequest, GetEpochVerdictResponse } from '@yumanet/proto/emission/v1';
import { emissionError } from '../errors.js';
import type { VerdictStore } from '../verdicts/verdict-store.js';
import { checkNetuid } from './check-netuid.js';

/** GetEpochVerdict: one epoch, or a subnet's last. @throws ServiceError INVALID_ARGUMENT, VERDICT_UNKNOWN */
export function getEpochVerdict(
  store: Pick<VerdictStore, 'find'>,
  { netuid, block }: GetEpochVerdictRequest,
): Promise<GetEpochVerdictResponse> {
  checkNetuid(netuid);
  const verdict = store.find(netuid, block);
  if (verdict) return Promise.resolve({ verdict });
  const what = `netuid=${netuid}${block === undefined ? '' : ` block=${block}`}`;
  return Promise.reject(
    emissionError('VERDICT_UNKNOWN', `verdict: expected one that is kept, got ${what}`, {
      netuid,
      ...(block === undefined ? {} : { block: Number(block) }),
    }),
  );
}
