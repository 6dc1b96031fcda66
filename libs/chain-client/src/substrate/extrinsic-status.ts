import { clientError } from '../errors.js';
import { hash32 } from '../hex.js';
import type { ExtrinsicState } from '../source.js';

/** A node's word about a watched extrinsic. @throws ServiceError BAD_ANSWER */
export function extrinsicState(status: unknown): ExtrinsicState {
  const entries: [string, unknown][] =
    typeof status === 'string'
      ? [[status, undefined]]
      : Object.entries((status ?? {}) as Record<string, unknown>);
  const [kind, value] = entries[0] ?? ['', undefined];
  switch (kind) {
    case 'ready':
    case 'future':
    case 'broadcast':
    case 'retracted':
      return { kind };
    case 'inBlock':
    case 'finalized':
      return { kind, blockHash: hash32(value, kind) };
    case 'dropped':
    case 'invalid':
    case 'usurped':
    case 'finalityTimeout':
      return { kind: 'lost', why: kind };
    default:
      throw clientError(
        'BAD_ANSWER',
        `status: expected one of the pool's, got ${JSON.stringify(status)?.slice(0, 60)}`,
      );
  }
}

/** Whether nothing comes after it. */
export function isLast(state: ExtrinsicState): boolean {
  return state.kind === 'finalized' || state.kind === 'lost';
}
