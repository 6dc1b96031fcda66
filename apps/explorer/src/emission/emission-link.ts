import { EmissionServiceService } from '@yumanet/proto/emission/v1';
import {
  backoffDelay,
  createGrpcClient,
  isServiceError,
  messageOf,
  sleep,
  type Clock,
  type Component,
  type GrpcClient,
  type Logger,
  type TlsIdentity,
} from '@yumanet/service-kit';
import type { EpochSummary, LinkState } from '../api.js';
import { explorerError } from '../errors.js';
import { summaryOf, type EpochHistory } from './epoch-history.js';

export interface EmissionLinkOptions {
  /** `host:port` of each; absent: there is no such service. */
  readonly address: readonly string[] | undefined;
  readonly history: EpochHistory;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly tls?: TlsIdentity;
  /** Name that its certificate must carry where it is not the address. */
  readonly serverName?: string | undefined;
  readonly onEpoch: (epoch: EpochSummary) => void;
  readonly onState: () => void;
}

export type EmissionClient = GrpcClient<typeof EmissionServiceService>;

/** Milliseconds for one answer. */
export const ASK = { deadlineMs: 10_000 };

/** Longer than the pause between two epochs of Finney: a subnet's is 72 minutes. */
const IDLE_MS = 3 * 3_600_000;
const BACKOFF = { initialMs: 100, maxMs: 2_000 };

/** Hears every verdict of the emission service, and asks it; without one it says so. */
export class EmissionLink implements Component {
  readonly name = 'emission-link';
  readonly history: EpochHistory;
  readonly #options: EmissionLinkOptions;
  readonly #client: EmissionClient | undefined;
  readonly #ended = new AbortController();
  #running: Promise<void> | undefined;
  #state: LinkState;

  constructor(options: EmissionLinkOptions) {
    const { address, clock, tls, serverName } = options;
    this.#options = options;
    this.history = options.history;
    this.#state = address === undefined ? 'none' : 'connecting';
    if (address !== undefined)
      this.#client = createGrpcClient(EmissionServiceService, {
        address,
        clock,
        idempotent: ['explain', 'forecast', 'getAudit', 'getEpochVerdict'],
        serverName,
        ...(tls ? { tls } : {}),
      });
  }

  get state(): LinkState {
    return this.#state;
  }

  /** @throws ServiceError NO_EMISSION_SERVICE. */
  get client(): EmissionClient {
    if (this.#client !== undefined) return this.#client;
    throw explorerError('NO_EMISSION_SERVICE', 'The explorer was started without an emission service.');
  }

  start(): Promise<void> {
    if (this.#client !== undefined) this.#running = this.#run(this.#client);
    return Promise.resolve();
  }

  async stop(): Promise<void> {
    this.#ended.abort();
    await this.#running;
    this.#client?.close();
  }

  async #run(client: EmissionClient): Promise<void> {
    const { clock, logger, history, onEpoch } = this.#options;
    const { signal } = this.#ended;
    for (let failures = 0; !signal.aborted; failures += 1) {
      try {
        if (await answers(client)) this.#become('connected');
        const question = { netuid: undefined, fromBlock: history.next };
        for await (const { verdict } of client.streamEpochVerdicts(question, { idleMs: IDLE_MS, signal })) {
          failures = 0;
          if (verdict !== undefined && history.add(verdict)) onEpoch(summaryOf(verdict));
        }
      } catch (error) {
        if (signal.aborted) return;
        logger.debug({ error: messageOf(error) }, 'emission service: again');
      }
      this.#become('connecting');
      await sleep(clock, backoffDelay(failures, BACKOFF), signal).catch(() => undefined);
    }
  }

  #become(state: LinkState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#options.onState();
  }
}

/** A stream says nothing until there is an epoch; that there is no such epoch is an answer as well. */
async function answers(client: EmissionClient): Promise<boolean> {
  try {
    await client.getEpochVerdict({ netuid: 0, block: 0n }, ASK);
  } catch (error) {
    if (!isServiceError(error) || error.status !== 'NOT_FOUND') throw error;
  }
  return true;
}
