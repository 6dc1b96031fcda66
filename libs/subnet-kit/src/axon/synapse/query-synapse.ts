import { z } from 'zod';
import { isServiceError, kitError, messageOf } from '@yumanet/service-kit';
import { AXON_ERRORS, axonError, type AxonErrorCode } from '../errors.js';
import { verifyResponse, type HotkeySigner } from '../signature.js';
import { requestOfSynapse, signSynapse, SYNAPSE_NAME, type SynapseFields } from './message.js';

export interface SynapseQuery extends SynapseFields {
  /** `host:port`. */
  readonly address: string;
  /** An answer's largest size in bytes. */
  readonly maxAnswerBytes: number;
  readonly signal?: AbortSignal;
}

export interface SynapseAnswer {
  readonly body: Uint8Array;
  /** Whether the axon signed this answer; axons of the Python SDK sign none. */
  readonly isSigned: boolean;
}

const answered = z.object({
  answer: z.base64().nullish(),
  answer_signature: z
    .string()
    .regex(/^[0-9a-f]{128}$/)
    .optional(),
});
const refused = z.object({ message: z.string(), code: z.string().optional() });

/**
 * Asks an axon over HTTP, as the SDK's dendrite does; one of the SDK's or one of ours.
 *
 * @throws ServiceError the axon's own code where it says one, or of the like meaning; UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED,
 *   MESSAGE_TOO_LARGE, BAD_MESSAGE, ANSWER_UNSIGNED for a signature that is wrong.
 */
export async function querySynapse(dendrite: HotkeySigner, query: SynapseQuery): Promise<SynapseAnswer> {
  const signed = signSynapse(dendrite, query);
  const deadline = AbortSignal.timeout(query.timeoutMs);
  const signal = query.signal ? AbortSignal.any([deadline, query.signal]) : deadline;
  const url = `http://${query.address}/${SYNAPSE_NAME}`;
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: signed.headers,
      body: signed.body,
      redirect: 'error',
      signal,
    });
    // A third more for base64, and the rest of the synapse.
    const json = await readJson(response, query.maxAnswerBytes * 1.34 + 65_536);
    if (response.status !== 200) throw refusalOf(response.status, json);
    const { data } = answered.safeParse(json);
    if (typeof data?.answer !== 'string')
      throw kitError('BAD_MESSAGE', `${query.address}: expected a synapse with an answer, got none`);
    const body = Buffer.from(data.answer, 'base64');
    if (data.answer_signature === undefined) return { body, isSigned: false };
    const signature = Buffer.from(data.answer_signature, 'hex');
    await verifyResponse(requestOfSynapse(signed.head, query), { body, signature });
    return { body, isSigned: true };
  } catch (error) {
    if (isServiceError(error)) throw error;
    if (deadline.aborted)
      throw kitError(
        'DEADLINE_EXCEEDED',
        `${url}: expected an answer within ${query.timeoutMs} ms, got none`,
      );
    if (query.signal?.aborted) throw kitError('CANCELLED', `${url}: cancelled`);
    throw kitError(
      'UNAVAILABLE',
      `${url}: expected an answer, got ${messageOf(error)}`,
      {},
      { cause: error },
    );
  }
}

async function readJson(response: Response, limit: number): Promise<unknown> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += (part as Uint8Array).length;
    if (size > limit)
      throw kitError('MESSAGE_TOO_LARGE', `answer: expected at most ${limit} bytes, got more`);
    parts.push(part as Uint8Array);
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString());
  } catch {
    throw kitError(
      'BAD_MESSAGE',
      `answer: expected JSON (status ${response.status}), got ${size} other bytes`,
    );
  }
}

/** What an axon of the SDK means with its status. */
const MEANINGS: Readonly<Record<number, AxonErrorCode>> = {
  400: 'REQUEST_INVALID',
  401: 'BAD_SIGNATURE',
  403: 'NOT_AUTHORIZED',
  404: 'UNKNOWN_TASK',
  408: 'HANDLER_TIMEOUT',
  413: 'BODY_TOO_LARGE',
  429: 'OVERLOADED',
  503: 'HANDLER_NOT_READY',
};

function refusalOf(status: number, json: unknown): Error {
  const { data } = refused.safeParse(json);
  const own =
    data?.code !== undefined && Object.hasOwn(AXON_ERRORS, data.code)
      ? (data.code as AxonErrorCode)
      : undefined;
  const message = (data?.message ?? 'no message').slice(0, 500);
  return axonError(own ?? MEANINGS[status] ?? 'HANDLER_FAILED', `axon (${status}): ${message}`, { status });
}
