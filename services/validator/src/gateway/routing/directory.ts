import type { ChainBlock, ChainClient } from '@yumanet/chain-client';
import type { Clock, Component, Health, Logger } from '@yumanet/service-kit';
import { Lane } from '../../duties/lane.js';
import { AxonClients, type AxonClientsOptions } from '../../round/axon-clients.js';
import type { MinerHealth } from './miner-health.js';
import { readMiners, type Miner } from './miners.js';

/** Final blocks between two looks at who serves what, and earns how much. */
const LOOK_BLOCKS = 5;

export interface DirectoryOptions {
  readonly client: ChainClient;
  readonly netuid: number;
  readonly self: string;
  readonly health: Health;
  readonly minerHealth: MinerHealth;
  readonly clock: Clock;
  readonly axons?: AxonClientsOptions | undefined;
  readonly logger: Logger;
}

type Place = Pick<ChainBlock, 'number' | 'hash'>;

/** Who can be asked, as a final block not long ago had it, and the channels to them. */
export class Directory implements Component {
  readonly name = 'gateway-miners';
  readonly clients: AxonClients;
  readonly #options: DirectoryOptions;
  readonly #lane = new Lane();
  #lookedAt = -Infinity;
  miners: readonly Miner[] = [];

  constructor(options: DirectoryOptions) {
    this.#options = options;
    this.clients = new AxonClients(options.clock, options.axons);
  }

  async start(): Promise<void> {
    await this.#look(await this.#options.client.source.head('finalized'));
  }

  onBlock(block: Place): void {
    if (block.number - this.#lookedAt < LOOK_BLOCKS) return;
    this.#lane.try(async () => {
      try {
        await this.#look(block);
      } catch (error) {
        this.#options.logger.warn({ error }, 'miners not read; again at the next block');
      }
    });
  }

  drain(): Promise<void> {
    return this.#lane.idle();
  }

  stop(): Promise<void> {
    this.clients.close();
    return Promise.resolve();
  }

  async #look(block: Place): Promise<void> {
    const { client, netuid, self, health, minerHealth } = this.#options;
    this.miners = await readMiners(client, netuid, self, block);
    this.#lookedAt = block.number;
    this.clients.keep(new Set(this.miners.map(({ axon }) => axon.address)));
    minerHealth.keep(new Set(this.miners.map(({ hotkey }) => hotkey)));
    health.set('gateway-miners', this.miners.length > 0 ? {} : { ready: false, detail: 'NO_MINER' });
  }
}
