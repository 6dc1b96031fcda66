import type { EmissionServiceService } from '@yumanet/proto/emission/v1';
import type { Handlers } from '@yumanet/service-kit';
import type { VerdictStore } from '../verdicts/verdict-store.js';
import { getEpochVerdict } from './get-epoch-verdict.js';
import { streamEpochVerdicts } from './stream-epoch-verdicts.js';

/** Every method of EmissionService. */
export const emissionHandlers = (store: VerdictStore): Handlers<typeof EmissionServiceService> => ({
  getEpochVerdict: (request) => getEpochVerdict(store, request),
  streamEpochVerdicts: (request, { signal }) => streamEpochVerdicts(store, request, signal),
});
