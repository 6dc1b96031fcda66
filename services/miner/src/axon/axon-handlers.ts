import type { Key } from '@yumanet/chain-client';
import type { AxonServiceService } from '@yumanet/proto/miner/v1';
import { isServiceError, type Handlers, type Logger } from '@yumanet/service-kit';
import { signResponse } from '@yumanet/subnet-kit/axon';
import type { MinerMetrics } from '../metrics.js';
import { admit, type Doorkeeper } from './admit.js';

export interface AxonParts {
  readonly door: Doorkeeper;
  readonly hotkey: Key;
  /** The answer to a task, both as they travel. */
  readonly ask: (body: Uint8Array, signal: AbortSignal) => Promise<Uint8Array>;
  readonly metrics: MinerMetrics;
  readonly logger: Logger;
}

/** AxonService: lets a request in, asks the handler, signs the answer. */
export const axonHandlers = ({
  door,
  hotkey,
  ask,
  metrics,
  logger,
}: AxonParts): Handlers<typeof AxonServiceService> => ({
  async query(request, { signal }) {
    try {
      await admit(door, request);
      const answer = await ask(request.body, signal);
      metrics.requests.inc({ code: 'OK' });
      return signResponse(hotkey, request, answer);
    } catch (error) {
      const code = isServiceError(error) ? error.code : 'INTERNAL';
      metrics.requests.inc({ code });
      logger.debug({ code, dendrite: request.dendriteHotkey.slice(0, 64) }, 'request refused');
      throw error;
    }
  },
});
