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
  type TlsIdentity,
} from '@yumanet/service-kit';
import {
  ChainServiceService,
  ExtrinsicState as Wire,
  type Block,
  type BlockRef,
} from '@yumanet/proto/chain/v1';
import { clientError } from '../errors.js';
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
  /** `host:port` of a Yumanet chain; gRPC itself goes through several addresses of one name. */
  readonly address: string;
  readonly tls?: TlsIdentity;
  /** Milliseconds for one call. Default 20,000. */
  readonly callMs?: number;
  /** The longest silence of a stream of blocks, in milliseconds. Default 25,000. */
  readonly idleMs?: number;
  readonly clock?: Clock;
  readonly logger?: Logger;
}

type Client = GrpcClient<typeof ChainServiceService>;

/** A Yumanet chain over gRPC. */
export class GrpcSource implements ChainSource {
  readonly endpoint: string;
  readonly #client: Client;
  readonly #options: Required<Omit<GrpcSourceOptions, 'tls'>>;
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
    this.#options = { clock, logger, callMs, idleMs, address };
    this.endpoint = `grpc://${address}`;
    this.#client = createGrpcClient(ChainServiceService, {
      address,
      clock,
      idempotent: ['getBlock', 'getStorage', 'queryStorage', 'getAccount', 'getRuntime'],
      maxMessageBytes: 64 * 1024 * 1024,
      ...(options.tls ? { tls: options.tls } : {}),
    });
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
    this.#client.close();
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
    const sent = this.#call(options, (call) => this.#client.submitExtrinsic(question, call));
    const { hash } = await sent.catch((error: unknown) => {
      throw poolRefusal(error);
    });
    return toHex(hash);
  }

  async *watch(extrinsic: Uint8Array, signal: AbortSignal): AsyncGenerator<ExtrinsicState> {
    const { idleMs } = this.#options;
    const question = { extrinsic: Buffer.from(extrinsic) };
    try {
      for await (const answer of this.#client.watchExtrinsic(question, { idleMs, signal }))
        yield stateOf(answer.state, answer.blockHash);
    } catch (error) {
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

  async #call<T>(
    options: CallOptions | undefined,
    work: (call: { deadlineMs: number }) => Promise<T>,
  ): Promise<T> {
    try {
      const answer = await work({ deadlineMs: options?.deadlineMs ?? this.#options.callMs });
      this.#become('connected');
      return answer;
    } catch (error) {
      if (isServiceError(error) && error.status === 'UNAVAILABLE') this.#become('connecting');
      throw error;
    }
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
