import type { Call } from '@polkadot/types/interfaces';
import type { Codec } from '@polkadot/types/types';
import {
  every,
  hasCode,
  silentLogger,
  systemClock,
  type Clock,
  type Component,
  type Health,
  type Logger,
  type Timer,
  type TlsIdentity,
  type Tracing,
} from '@yumanet/service-kit';
import { clientError } from './errors.js';
import { GrpcSource } from './grpc/grpc-source.js';
import type { Key } from './keys/key.js';
import { loadRuntime, type LoadedRuntime } from './metadata/load-runtime.js';
import { MetadataGuard } from './metadata/metadata-guard.js';
import type { UsedItems } from './metadata/describe.js';
import { estimateFee } from './signing/estimate-fee.js';
import { camelCase, storageEntry, unknownItem, type StorageQuestion } from './metadata/storage-entry.js';
import { decodeEvents, type DecodedEvent } from './signing/receipt.js';
import { Sender } from './signing/sender.js';
import type { ChainBlock, ChainSource, Hex } from './source.js';
import type { ProviderOptions } from './substrate/owned-provider.js';
import { SubstrateSource } from './substrate/substrate-source.js';

export interface ChainClientOptions extends Omit<ProviderOptions, 'accept'> {
  /** `ws://`, `wss://` of any Substrate nodes, the preferred first; or `grpc://host:port` of a Yumanet chain's nodes. */
  readonly endpoints: readonly string[];
  /** Instead of one that is opened at the endpoints: a chain in the same process. */
  readonly source?: ChainSource;
  /** What is used of the runtime, with its shapes: an endpoint that differs is refused. Default: nothing is checked. */
  readonly used?: UsedItems;
  /** For gRPC: its trace ids go with each call. */
  readonly tracing?: Tracing;
  /** For gRPC. */
  readonly tls?: TlsIdentity;
  /** For gRPC with TLS: the name that the chain's certificate must carry where it is not its address. */
  readonly serverName?: string | undefined;
  /** How often the runtime's version is asked for, in milliseconds. Default 30,000. */
  readonly versionMs?: number;
  readonly health?: Health;
  /** A runtime upgrade changed what is used: nothing is read or sent from now on. */
  readonly onIncompatible?: (error: Error) => void;
}

/** Fewer than any endpoint refuses. */
const KEYS_AT_ONCE = 500;

/** The one owner of a process's connection to a chain. */
export class ChainClient implements Component {
  readonly name = 'chain-client';
  readonly source: ChainSource;
  readonly #options: ChainClientOptions;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #guard: MetadataGuard;
  readonly #senders = new Map<string, Sender>();
  #runtime: LoadedRuntime | undefined;
  #refused: Error | undefined;
  #timer: Timer | undefined;
  #stopped = false;

  constructor(options: ChainClientOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock();
    this.#logger = options.logger ?? silentLogger();
    this.#guard = new MetadataGuard(options.used ?? {});
    this.source = options.source ?? openSource(options, this.#guard);
  }

  async start(signal?: AbortSignal): Promise<void> {
    const { health, versionMs = 30_000 } = this.#options;
    this.source.onState((state) => {
      health?.set('chain', state === 'connected' ? {} : { ready: false, detail: state });
    });
    await this.source.start(signal);
    if (!this.#stopped) await this.#reload();
    // Stopped meanwhile: nobody would end a timer that begins now, and it would keep the process alive.
    if (this.#stopped) return;
    health?.set('chain', {});
    this.#timer = every(this.#clock, versionMs, () => this.#checkVersion());
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#timer?.cancel();
    await this.source.stop();
  }

  /** The runtime now. @throws ServiceError METADATA_MISMATCH after an upgrade that changed what is used. */
  runtime(): Promise<LoadedRuntime> {
    if (this.#refused) return Promise.reject(this.#refused);
    if (this.#runtime) return Promise.resolve(this.#runtime);
    return Promise.reject(
      clientError('NOT_CONNECTED', 'runtime: expected the client to be started, got asked before'),
    );
  }

  /** A call by its names in the metadata: `call('Balances', 'transfer_keep_alive', [dest, value])`. */
  async call(pallet: string, name: string, args: readonly unknown[]): Promise<Call> {
    const { decorated } = await this.runtime();
    const make = decorated.tx[camelCase(pallet)]?.[camelCase(name)];
    if (!make) throw unknownItem('call', pallet, name);
    return make(...args);
  }

  /** A storage value, decoded; the default where there is none and the item has one. */
  async query(pallet: string, item: string, keys: readonly unknown[] = [], at?: Hex): Promise<Codec> {
    const entry = storageEntry(await this.runtime(), { pallet, item, keys });
    const [value] = await this.source.storage([entry.key], at);
    return entry.decode(value);
  }

  /** Many storage values of one block, decoded, in the order of the questions. */
  async queryMulti(questions: readonly StorageQuestion[], at: Hex): Promise<Codec[]> {
    const runtime = await this.runtime();
    const entries = questions.map((question) => storageEntry(runtime, question));
    const values: (Uint8Array | undefined)[] = [];
    for (let from = 0; from < entries.length; from += KEYS_AT_ONCE) {
      const keys = entries.slice(from, from + KEYS_AT_ONCE).map(({ key }) => key);
      values.push(...(await this.source.storage(keys, at)));
    }
    return entries.map((entry, i) => entry.decode(values[i]));
  }

  /** A block's events, decoded. */
  async events(block: Pick<ChainBlock, 'events' | 'hash'>): Promise<DecodedEvent[]> {
    return decodeEvents(await this.runtime(), block);
  }

  /** Final blocks from a height on, without gap or double; resume from the number after the last one seen. */
  finalizedBlocks(from: number, signal: AbortSignal): AsyncIterable<ChainBlock> {
    return this.source.finalizedBlocks(from, signal);
  }

  /** The sender of a key; the same one each time, since nonces are counted in one place. */
  sender(key: Key): Sender {
    const existing = this.#senders.get(key.address);
    if (existing) return existing;
    const parts = {
      source: this.source,
      clock: this.#clock,
      logger: this.#logger,
      runtime: () => this.runtime(),
    };
    const sender = new Sender(parts, key);
    this.#senders.set(key.address, sender);
    return sender;
  }

  /**
   * What a call would cost its sender now, in rao.
   *
   * @throws ServiceError RPC_METHOD_UNKNOWN where the endpoint has no runtime calls (gRPC).
   */
  async estimateFee(call: Call, key: Key): Promise<bigint> {
    const { source } = this;
    if (!source.runtimeCall)
      throw clientError('RPC_METHOD_UNKNOWN', 'fee: expected an endpoint with runtime calls, got none');
    return estimateFee(await this.runtime(), call, key, source);
  }

  async #checkVersion(): Promise<void> {
    try {
      const version = await this.source.specVersion();
      if (version !== this.#runtime?.facts.specVersion || this.#refused) await this.#reload();
    } catch (error) {
      if (hasCode(error, 'METADATA_MISMATCH')) return;
      this.#logger.debug({ error }, 'runtime version not read');
    }
  }

  async #reload(): Promise<void> {
    const facts = await this.source.runtime();
    try {
      await this.#guard.check(facts.specVersion, () => Promise.resolve(facts.metadata));
    } catch (error) {
      if (!this.#refused && error instanceof Error) {
        this.#refused = error;
        this.#options.health?.set('chain', { ready: false, detail: 'metadata mismatch' });
        this.#logger.error({ error }, 'runtime refused');
        this.#options.onIncompatible?.(error);
      }
      throw error;
    }
    this.#refused = undefined;
    this.#runtime = loadRuntime(facts);
    this.#logger.info({ specVersion: facts.specVersion, endpoint: this.source.endpoint }, 'runtime loaded');
  }
}

const GRPC = 'grpc://';

function openSource(options: ChainClientOptions, guard: MetadataGuard): ChainSource {
  const { endpoints, clock, logger, callMs, tls, serverName, tracing } = options;
  const overGrpc = endpoints.filter((each) => each.startsWith(GRPC));
  if (overGrpc.length === 0) return new SubstrateSource(options, guard);
  if (overGrpc.length < endpoints.length) {
    throw clientError(
      'INVALID_ARGUMENT',
      `endpoints: expected ws:// alone or grpc:// alone, got both: ${endpoints.join(', ')}`,
    );
  }
  return new GrpcSource({
    serverName,
    address: endpoints.map((each) => each.slice(GRPC.length)),
    ...(clock ? { clock } : {}),
    ...(logger ? { logger } : {}),
    ...(callMs === undefined ? {} : { callMs }),
    ...(tls ? { tls } : {}),
    ...(tracing ? { tracing } : {}),
  });
}
