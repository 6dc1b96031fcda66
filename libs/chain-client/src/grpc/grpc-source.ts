import {
  backoffDelay,
  createGrpcClient,
  isServiceError,
  silentLogger,
  sleep,
  systemClock,
  type Clock,
  type GrpcClient,
  type Logger,
  type ServiceError,
  type TlsIdentity,
  type Tracing,
} from '@yumanet/service-kit';
import {
  ChainServiceService,
  ExtrinsicState as Wire,
  type Block,
  type BlockRef,
} from '@yumanet/proto/chain/v1';
import { clientError } from '../errors.js';
import { toLeader } from '../follow-leader.js';
import { toHex } from '../hex.js';
import { poolRefusal } from './pool-refusal.js';
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

export interface GrpcSourceOptions {
  /** `host:port` of a Yumanet chain; several: nodes of one cluster, of which any one is enough. */
  readonly address: string | readonly string[];
  readonly tls?: TlsIdentity;
  /** Name that the chain's certificate must carry where it is not the address. */
  readonly serverName?: string | undefined;
  /** Milliseconds for one call. Default 20,000. */
  readonly callMs?: number;
  /** The longest silence of a stream of blocks, in milliseconds. Default 25,000. */
  readonly idleMs?: number;
  readonly clock?: Clock;
  readonly logger?: Logger;
  /** Its trace ids go with each call. */
  readonly tracing?: Tracing;
}

type Client = GrpcClient<typeof ChainServiceService>;
type Work<T> = (call: { readonly deadlineMs: number }) => Promise<T>;

/** A Yumanet chain over gRPC. */
export class GrpcSource implements ChainSource {
  /** The addresses that were given, with commas between. */
  readonly #home: string;
  /** Whom it asks: home, or a leader that a node there named. */
  #at: string;
  /** By addresses, each as long as this lives: a cluster has few. */
  readonly #clients = new Map<string, Client>();
  #genesis: string | undefined;
  readonly #options: Required<Omit<GrpcSourceOptions, 'tls' | 'serverName' | 'address' | 'tracing'>> &
    Pick<GrpcSourceOptions, 'tls' | 'serverName' | 'tracing'>;
  readonly #listeners = new Set<(state: ConnectionState) => void>();
  #state: ConnectionState = 'connecting';

  constructor(options: GrpcSourceOptions) {
    const {
      clock = systemClock(),
      logger = silentLogger(),
      callMs = 20_000,
      idleMs = 25_000,
      address,
    } = options;
    const { tls, serverName, tracing } = options;
    const optional = { ...(tls ? { tls } : {}), ...(tracing ? { tracing } : {}) };
    this.#options = { clock, logger, callMs, idleMs, serverName, ...optional };
    this.#home = [address].flat().join(',');
    this.#at = this.#home;
  }

  get endpoint(): string {
    return this.#at
      .split(',')
      .map((each) => `grpc://${each}`)
      .join(',');
  }

  get #client(): Client {
    return this.#clientOf(this.#at);
  }

  #clientOf(addresses: string): Client {
    const known = this.#clients.get(addresses);
    if (known) return known;
    const { clock, tls, serverName, tracing } = this.#options;
    const client = createGrpcClient(ChainServiceService, {
      address: addresses.split(','),
      clock,
      idempotent: ['getBlock', 'getStorage', 'queryStorage', 'getAccount', 'getRuntime'],
      // A standby may be some blocks behind, and takes no transactions.
      askOthers: ['BLOCK_UNKNOWN', 'STATE_DISCARDED', 'NOT_LEADER'],
      maxMessageBytes: 64 * 1024 * 1024,
      serverName,
      ...(tls ? { tls } : {}),
      ...(tracing ? { tracing } : {}),
    });
    this.#clients.set(addresses, client);
    return client;
  }

  get state(): ConnectionState {
    return this.#state;
  }

  onState(listener: (state: ConnectionState) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async start(signal?: AbortSignal): Promise<void> {
    let failures = 0;
    for (;;) {
      try {
        await this.head('finalized');
        return;
      } catch (error) {
        if (!signal || !isServiceError(error) || error.status !== 'UNAVAILABLE') throw error;
        await sleep(this.#options.clock, backoffDelay(failures++, { initialMs: 100, maxMs: 5_000 }), signal);
      }
    }
  }

  stop(): Promise<void> {
    for (const client of this.#clients.values()) client.close();
    this.#become('closed');
    return Promise.resolve();
  }

  async runtime(options?: CallOptions): Promise<RuntimeFacts> {
    const runtime = await this.#call(options, (call) => this.#client.getRuntime({ block: undefined }, call));
    const { specName, specVersion, transactionVersion, metadata } = runtime;
    return { specName, specVersion, transactionVersion, metadata, genesisHash: toHex(runtime.genesisHash) };
  }

  async specVersion(options?: CallOptions): Promise<number> {
    return (await this.runtime(options)).specVersion;
  }

  async head(kind: 'best' | 'finalized', options?: CallOptions): Promise<Head> {
    const best = await this.#get(undefined, options);
    if (kind === 'best') return best;
    // Finality follows the head closely; the first final block from the head down is the last final one.
    let block = best;
    while (!block.finalized && block.number > 0) {
      block = await this.#get({ ref: { $case: 'hash', hash: bytesOf(block.parentHash) } }, options);
    }
    return { number: block.number, hash: block.hash };
  }

  block(hash: Hex, options?: CallOptions): Promise<ChainBlock> {
    return this.#get({ ref: { $case: 'hash', hash: bytesOf(hash) } }, options);
  }

  async storage(
    keys: readonly Uint8Array[],
    at?: Hex,
    options?: CallOptions,
  ): Promise<(Uint8Array | undefined)[]> {
    if (keys.length === 0) return [];
    const block: BlockRef | undefined = at ? { ref: { $case: 'hash', hash: bytesOf(at) } } : undefined;
    const asked = keys.map((key) => Buffer.from(key));
    const { entries } = await this.#call(options, (call) =>
      this.#client.getStorage({ keys: asked, block }, call),
    );
    if (entries.length !== keys.length) {
      throw clientError('BAD_ANSWER', `storage: expected ${keys.length} entries, got ${entries.length}`);
    }
    return entries.map(({ value }) => value);
  }

  async nextNonce(accountId: Uint8Array, options?: CallOptions): Promise<number> {
    const question = { accountId: Buffer.from(accountId), block: undefined };
    return (await this.#call(options, (call) => this.#client.getAccount(question, call))).nextNonce;
  }

  async submit(extrinsic: Uint8Array, options?: CallOptions): Promise<Hex> {
    const question = { extrinsic: Buffer.from(extrinsic) };
    const send = () => this.#once(options, (call) => this.#client.submitExtrinsic(question, call));
    const { hash } = await this.#toLeader(send).catch((error: unknown) => {
      throw poolRefusal(error);
    });
    return toHex(hash);
  }

  async *watch(extrinsic: Uint8Array, signal: AbortSignal): AsyncGenerator<ExtrinsicState> {
    const { idleMs } = this.#options;
    const question = { extrinsic: Buffer.from(extrinsic) };
    /** The first word tells whether the node takes it. */
    const send = async () => {
      const answers = this.#client.watchExtrinsic(question, { idleMs, signal })[Symbol.asyncIterator]();
      return { answers, next: await answers.next() };
    };
    try {
      const { answers, next: first } = await this.#toLeader(send, signal);
      try {
        for (let next = first; !next.done; next = await answers.next())
          yield stateOf(next.value.state, next.value.blockHash);
      } finally {
        await answers.return?.();
      }
    } catch (error) {
      this.#comeHome(error);
      throw poolRefusal(error);
    }
  }

  async *finalizedBlocks(from: number, signal: AbortSignal): AsyncGenerator<ChainBlock> {
    const { clock, logger, idleMs } = this.#options;
    let next = from;
    let parent: ChainBlock | undefined;
    let failures = 0;
    while (!signal.aborted) {
      try {
        const question = { fromNumber: BigInt(next), includeUnfinalized: false };
        for await (const { block: raw } of this.#client.streamBlocks(question, { idleMs, signal })) {
          const block = blockOf(raw);
          checkNext(next, parent, block);
          this.#become('connected');
          failures = 0;
          parent = block;
          next = block.number + 1;
          yield block;
        }
      } catch (error) {
        if (signal.aborted) return;
        this.#comeHome(error);
        const mayPass =
          isServiceError(error) && ['UNAVAILABLE', 'DEADLINE_EXCEEDED', 'CANCELLED'].includes(error.status);
        if (!mayPass) throw error;
        this.#become(error.status === 'DEADLINE_EXCEEDED' ? 'stalled' : 'connecting');
        logger.debug({ error, next }, 'stream of blocks: again');
      }
      const ms = backoffDelay(failures++, { initialMs: 100, maxMs: 5_000 });
      await sleep(clock, ms, signal).catch(() => undefined);
    }
  }

  async #get(block: BlockRef | undefined, options?: CallOptions) {
    return blockOf((await this.#call(options, (call) => this.#client.getBlock({ block }, call))).block);
  }

  /** A question; one that a leader has no answer for any more is asked at home. */
  async #call<T>(options: CallOptions | undefined, work: Work<T>): Promise<T> {
    const asked = this.#at;
    try {
      return await this.#once(options, work);
    } catch (error) {
      if (this.#at === asked) throw error;
      return this.#once(options, work);
    }
  }

  async #once<T>(options: CallOptions | undefined, work: Work<T>): Promise<T> {
    try {
      const answer = await work({ deadlineMs: options?.deadlineMs ?? this.#options.callMs });
      this.#become('connected');
      return answer;
    } catch (error) {
      if (isServiceError(error) && error.status === 'UNAVAILABLE') this.#become('connecting');
      this.#comeHome(error);
      throw error;
    }
  }

  /** To the node that takes extrinsics, where this one is a standby of a cluster. */
  #toLeader<T>(send: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const { clock, logger } = this.#options;
    const nameOf = (refusal: unknown) => {
      const { grpc } = (refusal as ServiceError).data;
      return typeof grpc === 'string' ? `grpc://${grpc}` : undefined;
    };
    const goTo = (leader: string) => this.#goTo(leader.slice('grpc://'.length));
    return toLeader({ clock, logger, goTo, endpoint: () => this.endpoint }, nameOf, send, signal);
  }

  /** A standby's word must not lead to another chain. */
  async #goTo(address: string): Promise<void> {
    try {
      this.#genesis ??= await this.#genesisAt(this.#home);
      const genesis = await this.#genesisAt(address);
      if (genesis !== this.#genesis) {
        const what = `grpc://${address}: expected genesis ${this.#genesis}, got ${genesis}`;
        throw clientError('WRONG_CHAIN', what, { genesis });
      }
      this.#at = address;
    } catch (error) {
      this.#forget(address);
      throw error;
    }
  }

  async #genesisAt(address: string): Promise<string> {
    const { callMs: deadlineMs } = this.#options;
    const { genesisHash } = await this.#clientOf(address).getRuntime({ block: undefined }, { deadlineMs });
    return toHex(genesisHash);
  }

  /** A leader that does not answer is perhaps none any more. */
  #comeHome(error: unknown): void {
    const isAway = isServiceError(error) && ['UNAVAILABLE', 'DEADLINE_EXCEEDED'].includes(error.status);
    if (!isAway || this.#at === this.#home) return;
    this.#at = this.#home;
    for (const address of [...this.#clients.keys()]) this.#forget(address);
  }

  #forget(address: string): void {
    if (address === this.#home || address === this.#at) return;
    this.#clients.get(address)?.close();
    this.#clients.delete(address);
  }

  #become(state: ConnectionState): void {
    if (this.#state === state || this.#state === 'closed') return;
    this.#state = state;
    for (const listener of this.#listeners) listener(state);
  }
}

const bytesOf = (hash: Hex) => Buffer.from(hash.slice(2), 'hex');

function blockOf(block: Block | undefined): ChainBlock & { readonly finalized: boolean } {
  const header = block?.header;
  if (!block || !header) throw clientError('BAD_ANSWER', 'block: expected one with a header, got none');
  return {
    number: Number(header.number),
    hash: toHex(header.hash),
    parentHash: toHex(header.parentHash),
    stateRoot: toHex(header.stateRoot),
    extrinsicsRoot: toHex(header.extrinsicsRoot),
    extrinsics: block.extrinsics,
    events: block.events,
    finalized: block.finalized,
  };
}

function checkNext(next: number, parent: ChainBlock | undefined, block: ChainBlock): void {
  if (block.number !== next) {
    throw clientError('BAD_ANSWER', `blocks: expected ${next}, got ${block.number}`, {
      expected: next,
      got: block.number,
    });
  }
  if (!parent || parent.hash === block.parentHash) return;
  const what = `block ${block.number}: expected parent ${parent.hash}, got ${block.parentHash}`;
  throw clientError('FORKED_FINALITY', what, {
    number: block.number,
    expected: parent.hash,
    got: block.parentHash,
  });
}

function stateOf(state: Wire, hash: Buffer): ExtrinsicState {
  switch (state) {
    case Wire.EXTRINSIC_STATE_READY:
      return { kind: 'ready' };
    case Wire.EXTRINSIC_STATE_FUTURE:
      return { kind: 'future' };
    case Wire.EXTRINSIC_STATE_IN_BLOCK:
      return { kind: 'inBlock', blockHash: toHex(hash) };
    case Wire.EXTRINSIC_STATE_FINALIZED:
      return { kind: 'finalized', blockHash: toHex(hash) };
    case Wire.EXTRINSIC_STATE_DROPPED:
      return { kind: 'lost', why: 'dropped' };
    case Wire.EXTRINSIC_STATE_INVALID:
      return { kind: 'lost', why: 'invalid' };
    case Wire.EXTRINSIC_STATE_USURPED:
      return { kind: 'lost', why: 'usurped' };
    case Wire.EXTRINSIC_STATE_UNSPECIFIED:
    case Wire.UNRECOGNIZED:
      throw clientError('BAD_ANSWER', `state: expected one that is known, got ${state}`);
  }
}
