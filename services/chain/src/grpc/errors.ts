import { errorsOf, isServiceError, type ErrorTable } from '@yumanet/service-kit/core';
import { ChainError } from '../errors.js';
import { PoolError, poolErrorWire } from '../node/pool/pool-error.js';
import type { NodeAddress } from '../node/role.js';

/** What the gRPC methods refuse with, besides the kit's own codes. */
export const GRPC_ERRORS = {
  BLOCK_UNKNOWN: { status: 'NOT_FOUND', means: 'No such block on this chain.' },
  STATE_DISCARDED: {
    status: 'NOT_FOUND',
    means: 'The state of that block is no longer kept (--state-history).',
  },
  EPOCH_UNKNOWN: {
    status: 'NOT_FOUND',
    means:
      'That block ran no epoch of that subnet, or neither its input nor the state to run it again is kept.',
  },
  EXTRINSIC_MALFORMED: {
    status: 'INVALID_ARGUMENT',
    means: 'The bytes are not one length-prefixed extrinsic, or the runtime cannot decode them.',
  },
  EXTRINSIC_REFUSED: {
    status: 'FAILED_PRECONDITION',
    means: 'The pool does not take the extrinsic; data.poolCode is the code of JSON-RPC’s author methods.',
  },
  NOT_LEADER: {
    status: 'FAILED_PRECONDITION',
    means:
      'This node of a cluster does not make the blocks; data.rpc and data.grpc are the leader’s, where there is one.',
  },
  WATCH_TOO_SLOW: {
    status: 'RESOURCE_EXHAUSTED',
    means: 'More states are waiting for the client than are kept for it.',
  },
} as const satisfies ErrorTable;

export const grpcError = errorsOf(GRPC_ERRORS);

/** The node's own errors as gRPC's, in this one place. What is not listed is a fault of ours: INTERNAL, and logged. */
export function translateError(error: unknown): unknown {
  if (isServiceError(error)) return error;
  if (error instanceof PoolError) return poolRefusal(error);
  if (error instanceof ChainError && (error.code === 'BLOCK_UNKNOWN' || error.code === 'STATE_DISCARDED')) {
    return grpcError(error.code, error.message, {}, { cause: error });
  }
  return error;
}

function poolRefusal(error: PoolError): Error {
  if (error.refusal.kind === 'notLeader') return notLeader(error, error.refusal.leader);
  const { code: poolCode, message, data } = poolErrorWire(error.refusal);
  const malformed = error.refusal.kind === 'badFormat' || error.refusal.kind === 'verification';
  return grpcError(
    malformed ? 'EXTRINSIC_MALFORMED' : 'EXTRINSIC_REFUSED',
    data === undefined ? message : `${message}: ${data}`,
    { poolCode, ...(data === undefined ? {} : { reason: data }) },
    { cause: error },
  );
}

function notLeader(error: PoolError, leader: NodeAddress | undefined): Error {
  const { code: poolCode, message, data } = poolErrorWire(error.refusal);
  const where = leader === undefined ? {} : { rpc: leader.rpc, grpc: leader.grpc };
  return grpcError('NOT_LEADER', `${message}: ${data}`, { poolCode, ...where }, { cause: error });
}
