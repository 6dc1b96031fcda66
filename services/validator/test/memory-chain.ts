import { EventEmitter, once } from 'node:events';
import {
  ChainClient,
  clientError,
  extrinsicHash,
  fromHex,
  toHex,
  type ChainBlock,
  type ChainSource,
  type ExtrinsicState,
  type Head,
  type Hex,
  type RuntimeFacts,
} from '@yumanet/chain-client';
import { xxhashAsHex } from '@polkadot/util-crypto';
import { finney202406 } from '@yumanet/subtensor';
import { TestChain, account, call, failureName } from '@yumanet/subtensor/testing';

export const TAO = 1_000_000_000n;
const SUDO = account(0xa1);
/** Blocks whose state is kept. */
const KEEP = 400;
const EVENTS = `${xxhashAsHex('System', 128)}${xxhashAsHex('Events', 128).slice(2)}` as Hex;

/** What happens to an extrinsic on its way: it never arrives, or it does and nobody hears of it. */
export type Fault = 'never arrives' | 'answer lost';

interface Kept extends ChainBlock {
  readonly state: ReadonlyMap<string, Uint8Array>;
}

/**
 * The real runtime in memory behind a real chain client: blocks are made when the test says so, each is final at once, and
 * extrinsics are signed, counted and found as on a node.
 */
export class MemoryChain implements ChainSource {
  readonly state = 'connected';
  readonly endpoint = 'memory:';
  readonly chain: TestChain;
  readonly client: ChainClient;
  /** Taken by the next extrinsics, first come. */
  readonly faults: Fault[] = [];
  readonly #blocks: Kept[] = [];
  readonly #pool: Uint8Array[] = [];
  readonly #made = new EventEmitter().setMaxListeners(0);
  #waiting = 0;

  private constructor(funded: readonly string[]) {
    const balances = [SUDO, ...funded].map((who) => [who, String(1_000_000n * TAO)]);
    this.chain = new TestChain(finney202406, { balances: { balances }, sudo: { key: SUDO } });
    this.client = new ChainClient({ endpoints: [], source: this });
    this.make();
  }

  /** @param funded accounts as hex. */
  static async start(...funded: readonly string[]): Promise<MemoryChain> {
    const chain = new MemoryChain(funded);
    await chain.client.start();
    return chain;
  }

  get number(): number {
    return this.chain.number;
  }

  head(): Promise<Head> {
    return Promise.resolve(this.latest);
  }

  get latest(): Kept {
    return this.#blocks.at(-1) as Kept;
  }

  /** Makes a block of what waits. */
  make(...more: readonly Uint8Array[]): void {
    const sent = [...this.#pool.splice(0), ...more];
    const parentHash = this.#blocks.at(-1)?.hash ?? toHex(new Uint8Array(32));
    const { hash } = this.chain.block(...sent.map(withoutLength));
    const state = new Map<string, Uint8Array>();
    for (const key of this.chain.storage.keys('')) state.set(key, this.chain.storage.get(key) as Uint8Array);
    const zero = toHex(new Uint8Array(32));
    this.#blocks.push({
      number: this.chain.number,
      hash: `0x${hash}`,
      parentHash,
      stateRoot: zero,
      extrinsicsRoot: zero,
      extrinsics: [new Uint8Array(), ...sent],
      events: state.get(EVENTS.slice(2)) ?? new Uint8Array(),
      state,
    });
    if (this.#blocks.length > KEEP) this.#blocks.shift();
    this.#made.emit('block');
  }

  /** A call in a block of its own, that must succeed; the sudo key signs root's. */
  must(pallet: string, name: string, args: object, who: string = SUDO): void {
    const inner = call(pallet, name, args);
    const sent = pallet === 'AdminUtils' ? call('Sudo', 'sudo', { call: inner }) : inner;
    this.make(withLength(this.chain.signed(who, sent)));
    const result = failureName(finney202406, this.chain.blocks.at(-1) as never);
    if (result !== 'ok') throw new Error(`${name}: expected ok, got ${result}`);
  }

  /** Resolves when somebody waits for a block. */
  async somebodyWaits(): Promise<void> {
    while (this.#waiting === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  }

  start(): Promise<void> {
    return Promise.resolve();
  }
  stop(): Promise<void> {
    return Promise.resolve();
  }
  onState(): () => void {
    return () => undefined;
  }
  specVersion(): Promise<number> {
    return Promise.resolve(finney202406.specVersion);
  }

  runtime(): Promise<RuntimeFacts> {
    const metadata = this.chain.call('Metadata_metadata');
    return Promise.resolve({
      specName: finney202406.specName,
      specVersion: finney202406.specVersion,
      transactionVersion: finney202406.transactionVersion,
      genesisHash: toHex(new Uint8Array(32)),
      metadata: withoutLength(metadata),
    });
  }

  block(hash: Hex): Promise<ChainBlock> {
    const found = this.#blocks.find((each) => each.hash === hash);
    return found
      ? Promise.resolve(found)
      : Promise.reject(clientError('BLOCK_UNKNOWN', `block: expected one that is kept, got ${hash}`));
  }

  async storage(keys: readonly Uint8Array[], at?: Hex): Promise<(Uint8Array | undefined)[]> {
    const { state } = (at === undefined ? this.latest : await this.block(at)) as Kept;
    return keys.map((key) => state.get(Buffer.from(key).toString('hex')));
  }

  nextNonce(accountId: Uint8Array): Promise<number> {
    const nonce = Buffer.from(this.chain.call('AccountNonceApi_account_nonce', accountId)).readUInt32LE();
    return Promise.resolve(
      nonce + this.#pool.filter((each) => Buffer.from(each).includes(Buffer.from(accountId))).length,
    );
  }

  submit(extrinsic: Uint8Array): Promise<Hex> {
    const found = this.chain.validate(withoutLength(extrinsic));
    if (!found.ok)
      throw clientError('POOL_REFUSED', `pool: refused ${JSON.stringify(found.value)}`, {
        rpcMessage: JSON.stringify(found.value),
      });
    this.#pool.push(extrinsic);
    return Promise.resolve(extrinsicHash(extrinsic));
  }

  async *watch(extrinsic: Uint8Array, signal: AbortSignal): AsyncGenerator<ExtrinsicState> {
    const fault = this.faults.shift();
    if (fault !== 'never arrives') await this.submit(extrinsic);
    if (fault !== undefined) throw clientError('CONNECTION_LOST', `watch: ${fault}`);
    yield { kind: 'ready' };
    const hash = extrinsicHash(extrinsic);
    for await (const block of this.finalizedBlocks(this.number + 1, signal))
      if (block.extrinsics.some((each) => extrinsicHash(each) === hash)) {
        yield { kind: 'finalized', blockHash: block.hash };
        return;
      }
  }

  async *finalizedBlocks(from: number, signal: AbortSignal): AsyncGenerator<ChainBlock> {
    for (let next = from; !signal.aborted; next++) {
      while (this.number < next) {
        this.#waiting++;
        await once(this.#made, 'block', { signal }).finally(() => this.#waiting--);
      }
      yield this.#blocks[next - (this.#blocks[0]?.number ?? 0)] as ChainBlock;
    }
  }
}

/** An extrinsic's bytes behind its compact length, and back. */
function withoutLength(bytes: Uint8Array): Uint8Array {
  return bytes.subarray([1, 2, 4][(bytes[0] ?? 0) & 3] ?? 1);
}
function withLength(bytes: Uint8Array): Uint8Array {
  const length = Buffer.alloc(2);
  length.writeUInt16LE((bytes.length << 2) | 1);
  return Buffer.concat([length, bytes]);
}

export { account, fromHex };
