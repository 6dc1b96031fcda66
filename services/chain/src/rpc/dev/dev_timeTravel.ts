import type { RpcMethod } from '../context.js';
import { rpcErrors } from '../rpc-error.js';

const MAX_TIME = 8_640_000_000_000_000;

/** `(date)` → milliseconds since 1970, after which the next block comes; later ones go on from there. A number or a date as text. */
export const dev_timeTravel: RpcMethod = async ({ chain }, params) => {
  const date = params.raw(0);
  const timestamp = typeof date === 'string' ? Date.parse(date) : date;
  if (
    typeof timestamp !== 'number' ||
    !Number.isInteger(timestamp) ||
    timestamp < 0 ||
    timestamp > MAX_TIME
  ) {
    const shown = (JSON.stringify(date) ?? 'nothing').slice(0, 80);
    throw rpcErrors.invalidParams(
      `date (parameter 0): expected milliseconds since 1970 or a date, got ${shown}`,
    );
  }
  await chain.travelTo(timestamp);
  return timestamp;
};
