import { createHash } from 'node:crypto';
import type { minerV1 } from '@yumanet/proto';

// What is signed starts with its domain, so that a signature here is none of an extrinsic or of anything else.
const REQUEST_DOMAIN = 'yumanet-axon-request-v1';
const RESPONSE_DOMAIN = 'yumanet-axon-response-v1';

export type UnsignedRequest = Omit<minerV1.QueryRequest, 'signature'>;

/** The fields one per line; none of them can hold a line's end (`checkRequest`). Bodies stand as SHA-256 in hex. */
export function requestPayload(request: UnsignedRequest): Uint8Array {
  const { netuid, task, dendriteHotkey, axonHotkey, nonce, requestId, body } = request;
  return lines(REQUEST_DOMAIN, netuid, task, dendriteHotkey, axonHotkey, nonce, requestId, hashOf(body));
}

/** An answer is signed together with its question: it is none to another. */
export function responsePayload(request: UnsignedRequest, body: Uint8Array): Uint8Array {
  const { dendriteHotkey, axonHotkey, nonce, requestId } = request;
  return lines(
    RESPONSE_DOMAIN,
    axonHotkey,
    dendriteHotkey,
    nonce,
    requestId,
    hashOf(request.body),
    hashOf(body),
  );
}

function lines(...fields: readonly (string | number | bigint)[]): Uint8Array {
  return Buffer.from(fields.join('\n'));
}

function hashOf(body: Uint8Array): string {
  return createHash('sha256').update(body).digest('hex');
}
