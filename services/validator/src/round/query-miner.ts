import type { Key } from '@yumanet/chain-client';
import { hasCode, isServiceError, messageOf, type Clock } from '@yumanet/service-kit';
import type { AnyMechanism } from '@yumanet/subnet-kit';
import type { Asked } from '../duties/plan-round.js';
import { askAxon } from './ask-axon.js';
import type { AxonClients } from './axon-clients.js';
import type { RetryBudget } from './retry-budget.js';

export interface Dendrite {
  readonly key: Key;
  readonly netuid: number;
  readonly mechanism: AnyMechanism;
  readonly clients: AxonClients;
  readonly nonce: () => bigint;
  /** Of this run, for axons that speak HTTP. */
  readonly uuid: string;
  readonly clock: Clock;
  /** Milliseconds that a miner has, further attempts included. */
  readonly queryMs: number;
  readonly retries: RetryBudget;
}

/** What came of one question. */
export interface Answered {
  readonly neuron: Asked;
  /** Body of the answer; empty with an error. */
  readonly body: Uint8Array;
  /** Empty, or the code of what went wrong. */
  readonly error: string;
  /** For the log: what went wrong, in a sentence. */
  readonly detail: string;
  readonly latencyMs: number;
}

/** Less is no time for another attempt. Milliseconds. */
const LEAST_MS = 10;

/** Asks one miner; never throws: whatever goes wrong is an outcome of the round. */
export async function queryMiner(
  dendrite: Dendrite,
  neuron: Asked,
  task: unknown,
  signal: AbortSignal,
): Promise<Answered> {
  const { mechanism, clock, queryMs, retries } = dendrite;
  const began = clock.monotonic();
  const outcome = (rest: Pick<Answered, 'body' | 'error' | 'detail'>): Answered => ({
    neuron,
    latencyMs: clock.monotonic() - began,
    ...rest,
  });
  retries.asked(neuron.hotkey);
  for (;;) {
    const leftMs = Math.floor(queryMs - (clock.monotonic() - began));
    try {
      const asked = mechanism.task.codec.encode(task);
      const body = await askAxon({ ...dendrite, queryMs: leftMs }, neuron, asked, signal);
      return outcome({ body, error: '', detail: '' });
    } catch (error) {
      const hasTime = queryMs - (clock.monotonic() - began) >= LEAST_MS && !signal.aborted;
      if (hasTime && wasUnreachable(error) && retries.take(neuron.hotkey)) continue;
      return outcome({ body: new Uint8Array(), error: codeOf(error), detail: messageOf(error) });
    }
  }
}

/** The connection was none: another may be one. */
const wasUnreachable = (error: unknown): boolean => hasCode(error, 'UNAVAILABLE');

/** Both transports refuse an answer over the limit in words of their own. */
export function codeOf(error: unknown): string {
  if (hasCode(error, 'RESOURCE_EXHAUSTED', 'MESSAGE_TOO_LARGE')) return 'ANSWER_TOO_LARGE';
  return isServiceError(error) ? error.code : 'INTERNAL';
}
