import { createHash } from 'node:crypto';
import type { minerV1 } from '@yumanet/proto';
import { axonError } from './errors.js';
import { hashChunk, streamPayload, type UnsignedRequest } from './payload.js';
import { isSignedBy, signResponse, verifyResponse, type HotkeySigner } from './signature.js';

/** A piece of an answer as it travels: a chunk, or the whole of what does not come in chunks. */
export type StreamPiece = { readonly chunk: Uint8Array } | { readonly body: Uint8Array };

/**
 * The frames of a streamed answer: chunks as they come, and the end, signed over all of them. A whole body ends the stream.
 *
 * @throws what `pieces` throws; the stream then has no end, and is no answer.
 */
export async function* signStream(
  axon: HotkeySigner,
  request: UnsignedRequest,
  pieces: AsyncIterable<StreamPiece>,
): AsyncGenerator<minerV1.QueryStreamResponse> {
  const chunks = createHash('sha256');
  for await (const piece of pieces) {
    if ('body' in piece) {
      yield { frame: { $case: 'end', end: signResponse(axon, request, piece.body) } };
      return;
    }
    hashChunk(chunks, piece.chunk);
    yield { frame: { $case: 'chunk', chunk: Buffer.from(piece.chunk) } };
  }
  const signature = Buffer.from(axon.sign(streamPayload(request, chunks)));
  yield { frame: { $case: 'end', end: { body: Buffer.alloc(0), signature } } };
}

/**
 * The pieces of a streamed answer. Only when it ends without an error has the axon signed what came before; whoever shows
 * chunks earlier shows what is not proven yet.
 *
 * @throws ServiceError ANSWER_UNSIGNED for a wrong signature and for a stream without its end.
 */
export async function* verifyStream(
  request: UnsignedRequest,
  frames: AsyncIterable<minerV1.QueryStreamResponse>,
): AsyncGenerator<StreamPiece> {
  const chunks = createHash('sha256');
  let count = 0;
  for await (const { frame } of frames) {
    if (frame?.$case === 'chunk') {
      count += 1;
      hashChunk(chunks, frame.chunk);
      yield { chunk: frame.chunk };
    } else if (frame?.$case === 'end' && count === 0) {
      await verifyResponse(request, frame.end);
      yield { body: frame.end.body };
      return;
    } else {
      const { axonHotkey } = request;
      const signature = frame?.end.signature ?? new Uint8Array();
      if (await isSignedBy(axonHotkey, signature, streamPayload(request, chunks))) return;
      break;
    }
  }
  const { axonHotkey } = request;
  throw axonError('ANSWER_UNSIGNED', `stream: expected an end signed by ${axonHotkey}, got none`, {
    axonHotkey,
  });
}
