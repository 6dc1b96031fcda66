import { BlockFinalized } from './generated/yumanet/chain/v1/chain_events.js';
import {
  EpochComputed,
  EpochVerified,
  EpochWorkerExcluded,
} from './generated/yumanet/emission/v1/emission_events.js';
import { subjectsOf } from './subjects.js';

/** Every kind of fact on the bus: where it is published and kept, and as what. @throws RangeError as `subjectsOf`. */
export function topicsOf(network: string) {
  const subjects = subjectsOf(network);
  return {
    blockFinalized: {
      subject: subjects.blockFinalized,
      stream: subjects.chainStream,
      type: BlockFinalized,
      objectBucket: subjects.blockBucket,
    },
    epochVerified: { subject: subjects.epochVerified, stream: subjects.emissionStream, type: EpochVerified },
    epochComputed: {
      subject: subjects.epochComputed,
      stream: subjects.epochResultStream,
      type: EpochComputed,
    },
    epochWorkerExcluded: {
      subject: subjects.epochWorkerExcluded,
      stream: subjects.epochFaultStream,
      type: EpochWorkerExcluded,
    },
  } as const;
}
