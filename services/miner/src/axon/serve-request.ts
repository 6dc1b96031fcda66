import type { Key } from '@yumanet/chain-client';
import { isServiceError, type Logger } from '@yumanet/service-kit';
import { axonError, type SealingKey, type StreamPiece } from '@yumanet/subnet-kit/axon';
import type { Ask } from '../handler/job.js';
import type { MinerMetrics } from '../metrics.js';
import { faultOf } from './address-guard.js';
import type { Doorkeeper } from './admit.js';
import type { Connections } from './connections.js';

/** What both transports serve with. */
export interface AxonParts {
  readonly door: Doorkeeper;
  readonly hotkey: Key;
  /** What bodies may be sealed to; known once the store is open. */
  readonly sealingKey: () => SealingKey;
  /** The pieces of the answer to a task, all as they travel. */
  readonly ask: (ask: Ask, signal: AbortSignal) => AsyncIterable<StreamPiece>;
  readonly connections: Connections;
  readonly metrics: MinerMetrics;
  readonly logger: Logger;
}

/** Who asks, from where, and how much came. */
export interface Caller {
  /** `address:port`. */
  readonly peer: string;
  readonly dendriteHotkey: string;
  readonly bytes: number;
}

/** Counts how a request ends; a refusal that is the caller's fault counts against its address. */
export class Counted {
  readonly #parts: AxonParts;
  readonly #caller: Caller;
  #settled = false;

  constructor(parts: AxonParts, caller: Caller) {
    this.#parts = parts;
    this.#caller = caller;
  }

  /** It was let in. */
  letIn(): void {
    this.#settled = true;
    this.#parts.connections.settle(this.#caller.peer, this.#caller.bytes, true);
  }

  answered(): void {
    this.#parts.metrics.requests.inc({ code: 'OK' });
  }

  /** @returns the error. */
  refused(error: unknown): unknown {
    const { metrics, logger, connections } = this.#parts;
    const { peer, dendriteHotkey, bytes } = this.#caller;
    const code = isServiceError(error) ? error.code : 'INTERNAL';
    metrics.requests.inc({ code });
    logger.debug({ code, peer, dendrite: dendriteHotkey.slice(0, 64) }, 'request refused');
    if (!this.#settled) connections.settle(peer, bytes, false);
    connections.fault(peer, faultOf(error));
    return error;
  }
}

/** The body of an answer that does not come in chunks. */
export async function wholeBody(pieces: AsyncIterable<StreamPiece>): Promise<Uint8Array> {
  for await (const piece of pieces) if ('body' in piece) return piece.body;
  throw axonError('HANDLER_FAILED', 'handler: expected an answer, got none');
}
