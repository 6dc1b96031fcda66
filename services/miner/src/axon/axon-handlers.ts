import type { AxonServiceService, QueryRequest } from '@yumanet/proto/miner/v1';
import type { Handlers } from '@yumanet/service-kit';
import {
  axonError,
  checkRequest,
  signResponse,
  signSealingKey,
  signStream,
  verifyRequest,
  type StreamPiece,
} from '@yumanet/subnet-kit/axon';
import type { Ask } from '../handler/job.js';
import { admit, type Knock } from './admit.js';
import { Counted, wholeBody, type AxonParts } from './serve-request.js';

/** AxonService: lets a request in, asks the handler, signs the answer. */
export const axonHandlers = (parts: AxonParts): Handlers<typeof AxonServiceService> => ({
  async query(request, { signal, peer }) {
    const counted = countedOf(parts, peer, request);
    try {
      const stake = await admit(parts.door, knockOf(request));
      counted.letIn();
      const body = await wholeBody(await piecesOf(parts, request, { stream: false, stake }, signal));
      counted.answered();
      return signResponse(parts.hotkey, request, body);
    } catch (error) {
      throw counted.refused(error);
    }
  },

  async *queryStream({ request }, { signal, peer }) {
    if (!request) throw axonError('REQUEST_INVALID', 'request: expected one, got none', { field: 'request' });
    const counted = countedOf(parts, peer, request);
    try {
      const stake = await admit(parts.door, knockOf(request));
      counted.letIn();
      const pieces = await piecesOf(parts, request, { stream: true, stake }, signal);
      yield* signStream(parts.hotkey, request, pieces);
      counted.answered();
    } catch (error) {
      throw counted.refused(error);
    }
  },

  getSealingKey: () => Promise.resolve(signSealingKey(parts.hotkey, parts.sealingKey())),
});

/** The pieces of the answer as they travel: sealed where the request was. */
async function piecesOf(
  { ask, sealingKey }: AxonParts,
  request: QueryRequest,
  how: Omit<Ask, 'body'>,
  signal: AbortSignal,
): Promise<AsyncIterable<StreamPiece>> {
  if (!request.sealed) return ask({ ...how, body: request.body }, signal);
  const { task, sealPiece } = await sealingKey().open(request, request.body);
  return sealedPieces(ask({ ...how, body: task }, signal), sealPiece);
}

async function* sealedPieces(
  pieces: AsyncIterable<StreamPiece>,
  seal: (piece: Uint8Array) => Uint8Array,
): AsyncGenerator<StreamPiece> {
  for await (const piece of pieces)
    yield 'body' in piece ? { body: seal(piece.body) } : { chunk: seal(piece.chunk) };
}

const countedOf = (parts: AxonParts, peer: string, { dendriteHotkey, body }: QueryRequest): Counted =>
  new Counted(parts, { peer, dendriteHotkey, bytes: body.length });

/** A gRPC request at the door. */
export function knockOf(request: QueryRequest): Knock {
  const { netuid, task, dendriteHotkey, axonHotkey, nonce, body, signature } = request;
  return {
    ...{ netuid, task, dendriteHotkey, axonHotkey, nonce },
    bodyBytes: body.length,
    isSigned: signature.length > 0,
    check: () => checkRequest(request),
    verify: () => verifyRequest(request),
  };
}
