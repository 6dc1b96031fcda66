import type { ChainClient, Head, Key } from '@yumanet/chain-client';
import { sleep, type Clock, type Component, type Health, type Logger } from '@yumanet/service-kit';
import { minerError } from '../errors.js';
import type { AxonIp } from '../axon/axon-ip.js';
import { burnedRegister } from './burned-register.js';
import { isServed, readStanding, type Standing } from './standing.js';
import { readValidators, type Validators } from './validator-table.js';

export interface MembershipOptions {
  readonly client: ChainClient;
  readonly netuid: number;
  readonly hotkey: Key;
  /** Pays; undefined: registers nothing. */
  readonly coldkey: Key | undefined;
  readonly whenPruned: 'register' | 'stop';
  /** Where the axon is to be found; known once it listens. */
  readonly place: () => AxonIp & { readonly port: number };
  readonly clock: Clock;
  readonly logger: Logger;
  readonly health: Health;
  /** It cannot go on. */
  readonly onFatal: (error: unknown) => void;
}

/** Final blocks between two looks at who may ask; an own uid is looked at in every block. */
const VALIDATORS_EVERY = 5;
const AXON_VERSION = 1;
/** gRPC; 4 is what the Python SDK writes. */
const AXON_PROTOCOL = 0;
const RETRY_MS = 1_000;

/** Keeps the hotkey on the subnet and its axon on the chain, and knows who may ask. */
export class Membership implements Component {
  readonly name = 'membership';
  readonly deadlines = { start: 150_000 };
  readonly #options: MembershipOptions;
  readonly #stop = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #validators: Validators = new Map();
  #validatorsAt = -VALIDATORS_EVERY;
  #uid: number | undefined;
  /** Final block by which the hotkey was registered and announced: older ones know nothing of it. */
  #settledBy = -1;

  constructor(options: MembershipOptions) {
    this.#options = options;
  }

  get uid(): number | undefined {
    return this.#uid;
  }

  /** Rao of an account with a permit; undefined without one. */
  stakeOf(account: string): bigint | undefined {
    return this.#validators.get(account);
  }

  /** Registered and announced when it resolves. */
  async start(signal: AbortSignal): Promise<void> {
    const head = await this.#options.client.source.head('finalized');
    await this.#settle(head, signal, true);
    await this.#look(head);
    this.#running = this.#follow(head.number + 1).catch((error: unknown) => {
      if (!this.#stop.signal.aborted) this.#options.onFatal(error);
    });
  }

  async drain(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #follow(from: number): Promise<void> {
    const { client, clock, logger, health } = this.#options;
    const { signal } = this.#stop;
    for await (const block of client.finalizedBlocks(from, signal)) {
      // The stream may lag behind what registering and announcing have read already.
      if (block.number <= this.#settledBy) continue;
      try {
        await this.#settle(block, signal, false);
        await this.#look(block);
        health.set(this.name, {});
      } catch (error) {
        if (signal.aborted || isFatal(error)) throw error;
        health.set(this.name, { ready: false, detail: 'the chain refuses, or cannot be asked' });
        logger.warn({ error, block: block.number }, 'membership not settled: at the next block again');
        await sleep(clock, RETRY_MS, signal);
      }
    }
  }

  /** Registers and announces whatever is not. */
  async #settle(head: Head, signal: AbortSignal, starting: boolean): Promise<void> {
    let standing = await this.#standing(head);
    if (standing.uid === undefined) {
      await this.#register(standing, signal, starting);
      const now = await this.#options.client.source.head('finalized');
      this.#settledBy = now.number;
      standing = await this.#standing(now);
    }
    if (this.#uid !== standing.uid) {
      this.#uid = standing.uid;
      this.#options.logger.info({ uid: standing.uid }, 'registered');
    }
    if (!isServed(standing, this.#options.place())) await this.#serve(standing, head.number, signal);
  }

  #standing(head: Head): Promise<Standing> {
    const { client, netuid, hotkey } = this.#options;
    return readStanding(client, { netuid, hotkey: hotkey.address }, head.hash);
  }

  async #register({ exists }: Standing, signal: AbortSignal, starting: boolean): Promise<void> {
    const { netuid, hotkey, coldkey, whenPruned, logger } = this.#options;
    const data = { netuid, hotkey: hotkey.address };
    if (!exists && starting)
      throw minerError('SUBNET_NOT_FOUND', `netuid ${netuid}: expected a subnet, got none`, data);
    if (!exists) throw minerError('PRUNED', `netuid ${netuid}: expected its subnet, got none`, data);
    if (!starting) {
      this.#uid = undefined;
      if (whenPruned === 'stop')
        throw minerError(
          'PRUNED',
          `${hotkey.address}: expected its uid, got pruned (netuid=${netuid})`,
          data,
        );
      logger.warn(data, 'pruned: registering again');
    }
    if (!coldkey) {
      const what = `${hotkey.address}: expected a coldkey to register with, got none (netuid=${netuid})`;
      throw minerError('COLDKEY_NEEDED', what, data);
    }
    await burnedRegister(this.#options, coldkey, signal);
  }

  async #serve({ axon, servingRateLimit }: Standing, block: number, signal: AbortSignal): Promise<void> {
    const { client, netuid, hotkey, place, logger } = this.#options;
    const { ip, ipType, port } = place();
    // Too early, the chain would refuse it: a later block will do.
    if (axon && axon.block !== 0 && block + 1 - axon.block < servingRateLimit) return;
    const args = [netuid, AXON_VERSION, ip, port, ipType, AXON_PROTOCOL, 0, 0];
    const call = await client.call('SubtensorModule', 'serve_axon', args);
    const { blockNumber } = await client.sender(hotkey).send(call, { signal });
    this.#settledBy = Math.max(this.#settledBy, blockNumber);
    logger.info({ ip: ip.toString(16), ipType, port, block: blockNumber }, 'axon announced');
  }

  async #look({ number, hash }: Head): Promise<void> {
    if (number - this.#validatorsAt < VALIDATORS_EVERY) return;
    const { client, netuid } = this.#options;
    this.#validators = await readValidators(client, netuid, hash);
    this.#validatorsAt = number;
  }
}

function isFatal(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return code === 'PRUNED' || code === 'COLDKEY_NEEDED' || code === 'METADATA_MISMATCH';
}
