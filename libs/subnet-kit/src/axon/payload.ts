import { createHash, type Hash } from 'node:crypto';
import type { minerV1 } from '@yumanet/proto';

// What is signed starts with its domain, so that a signature here is none of an extrinsic or of anything else.
const REQUEST_DOMAIN = 'yumanet-axon-request-v1';
const RESPONSE_DOMAIN = 'yumanet-axon-response-v1';
const SEALING_KEY_DOMAIN = 'yumanet-axon-sealing-key-v1';
const STREAM_DOMAIN = 'yumanet-axon-stream-v1';

export type UnsignedRequest = Omit<minerV1.QueryRequest, 'signature'>;

/** The fields one per line; none of them can hold a line's end (`checkRequest`). Bodies stand as SHA-256 in hex. */
export function requestPayload(request: UnsignedRequest): Uint8Array {
  const { netuid, task, dendriteHotkey, axonHotkey, nonce, requestId, body, sealed } = request;
  const kind = sealed ? 'sealed' : 'open';
  return lines(
    REQUEST_DOMAIN,
    netuid,
    task,
    dendriteHotkey,
    axonHotkey,
    nonce,
    requestId,
    kind,
    hashOf(body),
  );
}

/** An answer is signed together with its question: it is none to another. */
export function responsePayload(request: UnsignedRequest, body: Uint8Array): Uint8Array {
  return answerPayload(RESPONSE_DOMAIN, request, hashOf(body));
}

/** Of a streamed answer. @param chunks SHA-256 over each chunk's length (u32, big-endian) and bytes. */
export function streamPayload(request: UnsignedRequest, chunks: Hash): Uint8Array {
  return answerPayload(STREAM_DOMAIN, request, chunks.digest('hex'));
}

/** The key that bodies may be sealed to, as the axon's hotkey signs it. */
export function sealingKeyPayload(axonHotkey: string, publicKey: Uint8Array): Uint8Array {
  return lines(SEALING_KEY_DOMAIN, axonHotkey, Buffer.from(publicKey).toString('hex'));
}

/** Takes one more chunk into the hash of a stream. */
export function hashChunk(chunks: Hash, chunk: Uint8Array): void {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(chunk.length);
  chunks.update(length).update(chunk);
}

function answerPayload(domain: string, request: UnsignedRequest, hash: string): Uint8Array {
  const { dendriteHotkey, axonHotkey, nonce, requestId, body } = request;
  return lines(domain, axonHotkey, dendriteHotkey, nonce, requestId, hashOf(body), hash);
}

function lines(...fields: readonly (string | number | bigint)[]): Uint8Array {
  return Buffer.from(fields.join('\n'));
}

function hashOf(body: Uint8Array): string {
  return createHash('sha256').update(body).digest('hex');
}
