import { ensureRoot, type Origin, type OriginCaller } from '@yumanet/frame';

/** ScheduleOrigin: root, as the caller that a task keeps. */
export function rootCaller(origin: Origin): OriginCaller {
  ensureRoot(origin);
  return origin.caller;
}
