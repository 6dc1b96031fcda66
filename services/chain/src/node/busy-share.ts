import { performance } from 'node:perf_hooks';

/** @returns tells the share of the time since it was last asked in which the event loop was not idle, 0 to 1. */
export function busyShare(): () => number {
  let before = performance.eventLoopUtilization();
  return () => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, before);
    before = now;
    return utilization;
  };
}
