import type { ServerCall } from '@yumanet/service-kit/grpc-server';
import type { BlockRef } from '@yumanet/proto/chain/v1';
import { toHex } from '../bytes.js';
import type { Chain } from '../node/chain.js';
import { RuntimeApi } from '../node/runtime/runtime-api.js';
import { Overlay } from '../node/state/overlay.js';
import { bytes32, height } from './arguments.js';
import { grpcError } from './errors.js';

/** What every method may use. */
export interface GrpcContext {
  readonly chain: Chain;
  /** Input of an epoch that waits for workers, by its digest as hex; absent without a quorum. */
  readonly dueEpoch?: ((digest: string) => Uint8Array | undefined) | undefined;
}

/** A method with one answer: a function of its own file. */
export type UnaryMethod<Request, Response> = (
  context: GrpcContext,
  request: Request,
  call: ServerCall,
) => Promise<Response>;

/** A method with a stream of answers. */
export type StreamMethod<Request, Response> = (
  context: GrpcContext,
  request: Request,
  call: ServerCall,
) => AsyncIterable<Response>;

/** Number of the block that a client named, the newest if it named none. @throws ServiceError INVALID_ARGUMENT, BLOCK_UNKNOWN. */
export function blockNumber({ chain }: GrpcContext, ref: BlockRef | undefined): number {
  const { store } = chain;
  const named = ref?.ref;
  if (named === undefined) return store.head;
  if (named.$case === 'hash') {
    const hash = toHex(bytes32('block.hash', named.hash));
    const number = store.numberOf(hash);
    if (number === undefined) {
      throw grpcError('BLOCK_UNKNOWN', `block: expected the hash of a block of this chain, got 0x${hash}`, {
        hash,
      });
    }
    return number;
  }
  const number = height('block.number', named.number);
  if (number > store.head) {
    throw grpcError('BLOCK_UNKNOWN', `block: expected 0..${store.head}, got ${number}`, {
      head: store.head,
      got: number,
    });
  }
  return number;
}

/** Functions of the runtime over a block's state; what they write is thrown away. */
export function runtimeAt({ chain }: GrpcContext, number: number): RuntimeApi {
  return new RuntimeApi(chain.runtime, new Overlay(chain.store.stateAt(number)), chain.host);
}
