import type { QueryRequest } from '@yumanet/proto/miner/v1';
import { signRequest, querySynapse, verifyResponse } from '@yumanet/subnet-kit/axon';
import type { Asked } from '../duties/plan-round.js';
import { MAX_ANSWER_BYTES } from './axon-clients.js';
import type { Dendrite } from './query-miner.js';

/** An answer, and what proves it. */
export interface ProvenAnswer {
  readonly body: Uint8Array;
  /** What was asked and the axon's signature over both; absent over HTTP, whose axons need not sign. */
  readonly proof?: { readonly request: QueryRequest; readonly signature: Uint8Array };
}

/** What a round and a client's query both ask with. */
export type Asker = Omit<Dendrite, 'clock' | 'mechanism' | 'retries'> & {
  readonly mechanism: Pick<Dendrite['mechanism'], 'name'>;
};

/**
 * Sends a task to an axon in the protocol that it is announced with.
 *
 * Over gRPC an answer must be signed by the axon's hotkey. Over HTTP a signature must be right where there is one: axons of the
 * Python SDK sign nothing, and who announces such a one takes that upon himself.
 *
 * @throws ServiceError the axon's refusal, or what went wrong on the way.
 */
export async function askAxon(asker: Asker, asked: Asked, body: Uint8Array, signal: AbortSignal) {
  return (await askAxonProven(asker, asked, body, signal)).body;
}

/** The same, with what proves the answer. @throws ServiceError as `askAxon`. */
export async function askAxonProven(
  asker: Asker,
  { hotkey, axon }: Asked,
  body: Uint8Array,
  signal: AbortSignal,
): Promise<ProvenAnswer> {
  const { key, clients, uuid, queryMs } = asker;
  clients.check(axon.address);
  const fields = requestFields(asker, hotkey, body);
  if (axon.protocol === 'http') {
    const { address } = axon;
    const query = { ...fields, address, uuid, timeoutMs: queryMs, maxAnswerBytes: MAX_ANSWER_BYTES, signal };
    return { body: (await querySynapse(key, query)).body };
  }
  const request = signRequest(key, fields);
  const response = await clients.get(axon.address).query(request, { deadlineMs: queryMs, signal });
  await verifyResponse(request, response);
  return { body: response.body, proof: { request, signature: response.signature } };
}

/** What is signed, with a nonce of its own. */
export function requestFields({ netuid, mechanism, nonce }: Asker, axonHotkey: string, body: Uint8Array) {
  return { netuid, task: mechanism.name, axonHotkey, body: Buffer.from(body), nonce: nonce() };
}
