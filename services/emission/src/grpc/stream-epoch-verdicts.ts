import type { StreamEpochVerdictsRequest, StreamEpochVerdictsResponse } from '@yumanet/proto/emission/v1';
import type { VerdictStore } from '../verdicts/verdict-store.js';
import { checkNetuid } from './check-netuid.js';

/** StreamEpochVerdicts: kept ones from a height on, then live. @throws ServiceError INVALID_ARGUMENT, READER_TOO_SLOW */
export async function* streamEpochVerdicts(
  store: VerdictStore,
  { netuid, fromBlock }: StreamEpochVerdictsRequest,
  signal: AbortSignal,
): AsyncGenerator<StreamEpochVerdictsResponse> {
  if (netuid !== undefined) checkNetuid(netuid);
  for await (const verdict of store.follow(fromBlock, signal)) {
    if (netuid === undefined || verdict.netuid === netuid) yield { verdict };
  }
}
