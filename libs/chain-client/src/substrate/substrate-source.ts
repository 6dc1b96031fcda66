import { silentLogger, systemClock, type ServiceError } from '@yumanet/service-kit';
import { encodeAddress } from '@yumanet/polkadot/util-crypto';
import { Channel } from '../channel.js';
import { clientError } from '../errors.js';
import { followFinal } from '../follow-final.js';
import { toLeader } from '../follow-leader.js';
import { fromHex, hash32, toHex, toNumber } from '../hex.js';
import type {
  CallOptions,
  ChainBlock,
  ChainSource,
  ConnectionState,
  ExtrinsicState,
  Head,
  Hex,
  RuntimeFacts,
} from '../source.js';
import type { MetadataGuard } from '../metadata/metadata-guard.js';
import { extrinsicState, isLast } from './extrinsic-status.js';
import { OwnedProvider, type ProviderOptions } from './owned-provider.js';
import { leaderIn } from './rpc-error.js';

/** twox128("System") ++ twox128("Events"). */
const SYSTEM_EVENTS: Hex = '0x26aa394eea5630e07c48ae0c9558cef780d41e5e16056765bc8461851072c9d7';

interface RawHeader {
  readonly number?: unknown;
  readonly parentHash?: unknown;
  readonly stateRoot?: unknown;
  readonly extrinsicsRoot?: unknown;
}

/** Any Substrate node over JSON-RPC. */
export class SubstrateSource implements ChainSource {
  readonly provider: OwnedProvider;
  readonly #options: Omit<ProviderOptions, 'accept'>;

  /** @param guard refuses an endpoint whose runtime differs in what is used, before anything is asked of it. */
  constructor(options: Omit<ProviderOptions, 'accept'>, guard?: MetadataGuard) {
    this.#options = options;
    this.provider = new OwnedProvider({
      ...options,
      ...(guard
        ? {
            accept: async (request) => {
              const version = (await request('state_getRuntimeVersion', [])) as Record<
                string,
                unknown
              > | null;
              const specVersion = toNumber(version?.['specVersion'], 'specVersion');
              await guard.check(specVersion, async () =>
                fromHex(await request('state_getMetadata', []), 'metadata'),
              );
            },
          }
        : {}),
    });
  }

  get state(): ConnectionState {
    return this.provider.state;
  }

  get endpoint(): string {
    return this.provider.endpoint;
  }

  start(signal?: AbortSignal): Promise<void> {
    return this.provider.start(signal);
  }

  stop(): Promise<void> {
    return this.provider.stop();
  }

  onState(listener: (state: ConnectionState) => void): () => void {
    return this.provider.onState(listener);
  }

  async runtime(options?: CallOptions): Promise<RuntimeFacts> {
    const [version, genesis, metadata] = await Promise.all([
      this.#ask('state_getRuntimeVersion', [], options) as Promise<Record<string, unknown> | null>,
      this.#ask('chain_getBlockHash', [0], options),
      this.#ask('state_getMetadata', [], options),
    ]);
    return {
      specName: String(version?.['specName']),
      specVersion: toNumber(version?.['specVersion'], 'specVersion'),
      transactionVersion: toNumber(version?.['transactionVersion'], 'transactionVersion'),
      genesisHash: hash32(genesis, 'genesis'),
      metadata: fromHex(metadata, 'metadata'),
    };
  }

  async specVersion(options?: CallOptions): Promise<number> {
    const version = (await this.#ask('state_getRuntimeVersion', [], options)) as Record<
      string,
      unknown
    > | null;
    return toNumber(version?.['specVersion'], 'specVersion');
  }

  async runtimeCall(
    method: string,
    argument: Uint8Array,
    at?: Hex,
    options?: CallOptions,
  ): Promise<Uint8Array> {
    const params = at ? [method, toHex(argument), at] : [method, toHex(argument)];
    return fromHex(await this.#ask('state_call', params, options), method);
  }

  async head(kind: 'best' | 'finalized', options?: CallOptions): Promise<Head> {
    const hash = hash32(
      await this.#ask(kind === 'best' ? 'chain_getBlockHash' : 'chain_getFinalizedHead', [], options),
      'head',
    );
    const header = (await this.#ask('chain_getHeader', [hash], options)) as RawHeader | null;
    return { hash, number: toNumber(header?.number, 'head') };
  }

  async block(hash: Hex, options?: CallOptions): Promise<ChainBlock> {
    const [signed, events] = await Promise.all([
      this.#ask('chain_getBlock', [hash], options) as Promise<{
        block?: { header?: RawHeader; extrinsics?: unknown };
      } | null>,
      this.#ask('state_getStorage', [SYSTEM_EVENTS, hash], options),
    ]);
    const header = signed?.block?.header;
    if (!header) throw clientError('BLOCK_UNKNOWN', `block: expected ${hash} to be kept, got none`, { hash });
    const extrinsics = signed.block?.extrinsics;
    return {
      number: toNumber(header.number, 'number'),
      hash,
      parentHash: hash32(header.parentHash, 'parentHash'),
      stateRoot: hash32(header.stateRoot, 'stateRoot'),
      extrinsicsRoot: hash32(header.extrinsicsRoot, 'extrinsicsRoot'),
      extrinsics: (Array.isArray(extrinsics) ? extrinsics : []).map((each) => fromHex(each, 'extrinsic')),
      events: events === null ? new Uint8Array() : fromHex(events, 'events'),
    };
  }

  async storage(
    keys: readonly Uint8Array[],
    at?: Hex,
    options?: CallOptions,
  ): Promise<(Uint8Array | undefined)[]> {
    if (keys.length === 0) return [];
    const asked = keys.map(toHex);
    const sets = (await this.#ask('state_queryStorageAt', at ? [asked, at] : [asked], options)) as
      { changes?: [string, unknown][] }[] | null;
    const found = new Map((sets?.[0]?.changes ?? []).map(([key, value]) => [key.toLowerCase(), value]));
    return asked.map((key) => {
      const value = found.get(key);
      return value === null || value === undefined ? undefined : fromHex(value, 'storage');
    });
  }

  async nextNonce(accountId: Uint8Array, options?: CallOptions): Promise<number> {
    return toNumber(await this.#ask('system_accountNextIndex', [encodeAddress(accountId)], options), 'nonce');
  }

  async submit(extrinsic: Uint8Array, options?: CallOptions): Promise<Hex> {
    const send = () => this.#ask('author_submitExtrinsic', [toHex(extrinsic)], options);
    return hash32(await this.#toLeader(send), 'extrinsic');
  }

  async *watch(extrinsic: Uint8Array, signal: AbortSignal): AsyncGenerator<ExtrinsicState> {
    const states = new Channel<ExtrinsicState>();
    const heard = (error: Error | null, result: unknown) => {
      if (error) {
        states.end(error);
        return;
      }
      try {
        states.push(extrinsicState(result));
      } catch (bad) {
        states.end(bad as Error);
      }
    };
    const send = () => this.provider.subscribe('author_submitAndWatchExtrinsic', [toHex(extrinsic)], heard);
    const name = await this.#toLeader(send, signal);
    const stop = () => states.end();
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    try {
      for await (const state of states) {
        yield state;
        if (isLast(state)) return;
      }
    } finally {
      signal.removeEventListener('abort', stop);
      void this.provider.unsubscribe('author_unwatchExtrinsic', name);
    }
  }

  finalizedBlocks(from: number, signal: AbortSignal): AsyncIterable<ChainBlock> {
    const { clock = systemClock(), logger = silentLogger() } = this.#options;
    const reader = {
      clock,
      logger,
      finalHeight: async () => (await this.head('finalized')).number,
      blockAt: async (height: number) => {
        const hash = await this.#ask('chain_getBlockHash', [height]);
        if (hash === null)
          throw clientError('BLOCK_UNKNOWN', `block: expected height ${height}, got none`, { height });
        return this.block(hash32(hash, 'hash'));
      },
      onFinal: async (wake: () => void) => {
        const name = await this.provider.subscribe('chain_subscribeFinalizedHeads', [], () => wake());
        const leave = this.provider.onState((state) => {
          if (state === 'connected') wake();
        });
        return () => {
          leave();
          void this.provider.unsubscribe('chain_unsubscribeFinalizedHeads', name);
        };
      },
    };
    return followFinal(reader, from, signal);
  }

  /** To the node that takes extrinsics, where the endpoint is a standby of a cluster. */
  #toLeader<T>(send: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const { clock = systemClock(), logger = silentLogger() } = this.#options;
    const goTo = async (leader: string) => {
      // A node's word must not take away what the operator asked for.
      if (this.endpoint.startsWith('wss://') && !leader.startsWith('wss://'))
        throw clientError('INVALID_ARGUMENT', `leader: expected wss://, got ${leader}`, { leader });
      await this.provider.moveTo(leader);
    };
    const route = { clock, logger, goTo, endpoint: () => this.endpoint };
    return toLeader(route, (refusal) => leaderIn(refusal as ServiceError), send, signal);
  }

  #ask(method: string, params: readonly unknown[], options?: CallOptions): Promise<unknown> {
    return this.provider.request(method, params, options?.deadlineMs);
  }
}
