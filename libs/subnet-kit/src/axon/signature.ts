import { cryptoWaitReady, sr25519Verify } from '@yumanet/polkadot/util-crypto';
import type { minerV1 } from '@yumanet/proto';
import { parseHotkey } from '@yumanet/units';
import { randomUUID } from 'node:crypto';
import { checkRequest } from './check-request.js';
import { axonError } from './errors.js';
import { requestPayload, responsePayload, type UnsignedRequest } from './payload.js';

/** What signs: a `Key` of chain-client. */
export interface HotkeySigner {
  /** SS58. */
  readonly address: string;
  /** 64 bytes: sr25519 over the message as it is. */
  sign(message: Uint8Array): Uint8Array;
}

/** What a dendrite decides; the rest is drawn or known. */
export interface RequestFields {
  readonly netuid: number;
  readonly task: string;
  readonly axonHotkey: string;
  readonly body: Uint8Array;
  /** Nanoseconds since 1970, more than in every earlier request to this axon. */
  readonly nonce: bigint;
  /** Default: a new UUID. */
  readonly requestId?: string;
  /** Whether the body is sealed (`sealTask`, which needs the nonce and id of the request). Default: no. */
  readonly sealed?: boolean;
}

/**
 * A signed request.
 *
 * @throws ServiceError REQUEST_INVALID
 */
export function signRequest(dendrite: HotkeySigner, fields: RequestFields): minerV1.QueryRequest {
  const unsigned: UnsignedRequest = {
    netuid: fields.netuid,
    task: fields.task,
    dendriteHotkey: dendrite.address,
    axonHotkey: fields.axonHotkey,
    nonce: fields.nonce,
    requestId: fields.requestId ?? randomUUID(),
    body: Buffer.from(fields.body),
    sealed: fields.sealed ?? false,
  };
  checkRequest(unsigned);
  return { ...unsigned, signature: Buffer.from(dendrite.sign(requestPayload(unsigned))) };
}

/**
 * Refuses a request that its dendrite did not sign. Whether the dendrite may ask is another question.
 *
 * @throws ServiceError REQUEST_INVALID, UNSIGNED, BAD_SIGNATURE.
 */
export async function verifyRequest(request: minerV1.QueryRequest): Promise<void> {
  checkRequest(request);
  const { dendriteHotkey, signature } = request;
  if (signature.length === 0) {
    throw axonError('UNSIGNED', 'request: expected a signature, got none', { dendriteHotkey });
  }
  if (await isSignedBy(dendriteHotkey, signature, requestPayload(request))) return;
  throw axonError('BAD_SIGNATURE', `request: expected the signature of ${dendriteHotkey}, got another`, {
    dendriteHotkey,
  });
}

/** A signed answer to a request. */
export function signResponse(
  axon: HotkeySigner,
  request: UnsignedRequest,
  body: Uint8Array,
): minerV1.QueryResponse {
  return { body: Buffer.from(body), signature: Buffer.from(axon.sign(responsePayload(request, body))) };
}

/**
 * Refuses an answer that the axon which was asked did not sign, for this very request.
 *
 * @throws ServiceError ANSWER_UNSIGNED
 */
export async function verifyResponse(
  request: UnsignedRequest,
  response: minerV1.QueryResponse,
): Promise<void> {
  const { axonHotkey } = request;
  if (await isSignedBy(axonHotkey, response.signature, responsePayload(request, response.body))) return;
  throw axonError('ANSWER_UNSIGNED', `answer: expected the signature of ${axonHotkey}, got none of it`, {
    axonHotkey,
  });
}

/** Whether a hotkey signed a message; false for whatever is no signature. @param hotkey SS58. */
export async function isSignedBy(
  hotkey: string,
  signature: Uint8Array,
  message: Uint8Array,
): Promise<boolean> {
  if (signature.length !== 64) return false;
  await cryptoWaitReady();
  try {
    return sr25519Verify(message, signature, Buffer.from(parseHotkey(hotkey), 'hex'));
  } catch {
    // 64 bytes that are no signature at all make it throw.
    return false;
  }
}
