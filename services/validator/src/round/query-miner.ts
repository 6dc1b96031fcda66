import type { Key } from '@yumanet/chain-client';
import { hasCode, isServiceError, messageOf, type Clock } from '@yumanet/service-kit';
import type { AnyMechanism } from '@yumanet/subnet-kit';
import { signRequest, verifyResponse } from '@yumanet/subnet-kit/axon';
import type { Asked } from '../duties/plan-round.js';
import type { AxonClients } from './axon-clients.js';

export interface Dendrite {
  readonly key: Key;
  readonly netuid: number;
  readonly mechanism: AnyMechanism;
  readonly clients: AxonClients;
  readonly nonce: () => bigint;
  readonly clock: Clock;
  /** Milliseconds that a miner has. */
  readonly queryMs: number;
}

/** What came of one question. */
export interface Answered {
  readonly neuron: Asked;
  /** Decoded; only together with an empty `error`. */
  readonly answer?: unknown;
  /** Empty, or the code of what went wrong. */
  readonly error: string;
  /** For the log: what went wrong, in a sentence. */
  readonly detail: string;
  readonly latencyMs: number;
  /** Bytes of the body. */
  readonly size: number;
}

/** Asks one miner; never throws: whatever goes wrong is an outcome of the round. */
export async function queryMiner(
  dendrite: Dendrite,
  neuron: Asked,
  task: unknown,
  signal: AbortSignal,
): Promise<Answered> {
  const { key, netuid, mechanism, clients, nonce, clock, queryMs } = dendrite;
  const began = clock.monotonic();
  let size = 0;
  const outcome = (rest: Pick<Answered, 'error' | 'detail'> & { answer?: unknown }): Answered => ({
    neuron,
    size,
    latencyMs: clock.monotonic() - began,
    ...rest,
  });
  try {
    const body = mechanism.task.codec.encode(task);
    const axonHotkey = neuron.hotkey;
    const request = signRequest(key, { netuid, task: mechanism.name, axonHotkey, body, nonce: nonce() });
    const client = clients.get(neuron.axon.address);
    const response = await client.query(request, { deadlineMs: queryMs, signal });
    size = response.body.length;
    await verifyResponse(request, response);
    return outcome({ answer: mechanism.handler.codec.decode(response.body), error: '', detail: '' });
  } catch (error) {
    return outcome({ error: codeOf(error), detail: messageOf(error) });
  }
}

/** gRPC refuses an answer over the limit with a status alone. */
function codeOf(error: unknown): string {
  if (hasCode(error, 'RESOURCE_EXHAUSTED')) return 'ANSWER_TOO_LARGE';
  return isServiceError(error) ? error.code : 'INTERNAL';
}
