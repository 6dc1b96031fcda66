import { blake2_128Concat, boundedVec, option, storageOf, twox64Concat, u32 } from '@yumanet/frame';
import { RetryConfig, Scheduled, TaskAddress, TaskName } from './types.js';

const { value, map } = storageOf('Scheduler');

/** First block whose tasks are not all done. */
export const IncompleteSince = value('IncompleteSince', u32);
/** Tasks by block; a cancelled task leaves a hole. */
export const Agenda = map('Agenda', [twox64Concat(u32)], boundedVec(option(Scheduled)), []);
export const Retries = map('Retries', [blake2_128Concat(TaskAddress)], RetryConfig);
export const Lookup = map('Lookup', [twox64Concat(TaskName)], TaskAddress);

export const STORAGE = [IncompleteSince, Agenda, Retries, Lookup];
