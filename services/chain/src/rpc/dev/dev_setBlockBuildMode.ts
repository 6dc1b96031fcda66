import type { SealingMode } from '../../node/sealing.js';
import type { RpcMethod } from '../context.js';
import { rpcErrors } from '../rpc-error.js';

/** Chopsticks' names and numbers, and ours. Its "Batch" is our instant sealing: what comes together shares a block. */
const MODES: Readonly<Record<string, SealingMode>> = {
  batch: 'instant',
  instant: 'instant',
  manual: 'manual',
  interval: 'interval',
  '1': 'instant',
  '2': 'instant',
  '3': 'manual',
};
const MAX_BLOCK_TIME_MS = 3_600_000;

/** `(mode, blockTimeMs?)`: when blocks are made from now on: Batch, Instant, Manual; Interval with its time. */
export const dev_setBlockBuildMode: RpcMethod = ({ chain }, params) => {
  const given = params.raw(0);
  const mode =
    typeof given === 'string' || typeof given === 'number' ? MODES[String(given).toLowerCase()] : undefined;
  if (mode === undefined) {
    const shown = (JSON.stringify(given) ?? 'nothing').slice(0, 80);
    throw rpcErrors.invalidParams(
      `mode (parameter 0): expected Batch, Instant, Manual or Interval, got ${shown}`,
    );
  }
  const blockTimeMs = params.isAbsent(1) ? undefined : params.integer(1, 'blockTimeMs', MAX_BLOCK_TIME_MS);
  if (blockTimeMs !== undefined && blockTimeMs < 10)
    throw rpcErrors.invalidParams(`blockTimeMs (parameter 1): expected 10 or more, got ${blockTimeMs}`);
  chain.setSealing(mode, blockTimeMs);
  return null;
};
