import type { Hex } from '@yumanet/frame';
import { concat, equalBytes, plain, toHex } from '../../bytes.js';
import { ChainError } from '../../errors.js';
import { makeBlock, readExtrinsics, type Block } from '../block/block.js';
import { ByteReader, encodeCompact } from '../block/byte-reader.js';
import { decodeHeader, encodeHeader, type Header } from '../block/header.js';
import { HistoricView } from './historic-view.js';
import type { StateChanges } from './overlay.js';
import { StateTree, type TreeUpdate } from './state-tree.js';
import type { StateView } from './state-view.js';
import { checkStateKey } from './state-key.js';
import { storeError } from './store-errors.js';
import { STORE_FORMAT, openTables, type Tables } from './tables.js';

export interface StoreOptions {
  readonly path: string;
  readonly fsync: boolean;
  /** How many blocks back the state can be read; at least the finality lag. */
  readonly history: number;
  readonly readOnly?: boolean;
}

/** What going back did. */
export interface Reverted {
  /** Those taken back, oldest first. */
  readonly blocks: readonly Block[];
  /** The state's keys that have other values now. */
  readonly changes: StateChanges;
}

const ABSENT = Buffer.of(0);
const PRESENT = Uint8Array.of(1);

/** twox128("System") ‖ twox128("Events"): where every FRAME chain keeps what happened in its newest block. */
export const SYSTEM_EVENTS = '26aa394eea5630e07c48ae0c9558cef780d41e5e16056765bc8461851072c9d7';

/**
 * Everything a chain keeps: blocks, the newest state and its tree, and what the last blocks changed. A block, its
 * state and its tree are one LMDB transaction: all of it is there, or none.
 */
export class ChainStore {
  private readonly tables: Tables;
  private headNumber = -1;
  private finalisedNumber = -1;
  private oldest = 0;
  readonly tree: StateTree;

  /** @throws ChainError STORE_CORRUPT, STORE_VERSION, STORE_FULL, STORE_FAILED. */
  constructor(private readonly options: StoreOptions) {
    this.tables = openTables(options);
    this.tree = new StateTree((path) => this.tables.tree.getBinary(`r${path}`));
    try {
      this.readMeta();
    } catch (error) {
      void this.tables.root.close();
      throw storeError(error, 'open', options.path);
    }
  }

  private readMeta(): void {
    const format = this.tables.meta.get('format');
    if (format === undefined) return;
    if (format !== STORE_FORMAT) {
      const data = { expected: STORE_FORMAT, got: format, path: this.options.path };
      throw new ChainError(
        'STORE_VERSION',
        `store format: expected ${STORE_FORMAT}, got ${JSON.stringify(format)} (${this.options.path})`,
        data,
      );
    }
    this.headNumber = this.tables.meta.get('head') as number;
    this.finalisedNumber = this.tables.meta.get('finalised') as number;
    this.oldest = this.tables.meta.get('oldest') as number;
    const head = this.header(this.headNumber);
    const root = this.tree.root();
    if (head === undefined || !equalBytes(head.stateRoot, root)) {
      throw new ChainError(
        'STORE_CORRUPT',
        `state root of block ${this.headNumber}: expected ${head ? toHex(head.stateRoot) : 'a header'}, got ${toHex(root)}`,
        { path: this.options.path },
      );
    }
  }

  get isEmpty(): boolean {
    return this.headNumber < 0;
  }

  /** Number of the newest block, -1 in an empty store. */
  get head(): number {
    return this.headNumber;
  }

  get finalised(): number {
    return this.finalisedNumber;
  }

  /** The oldest block whose state can be read. */
  get oldestState(): number {
    return Math.max(this.oldest, this.headNumber - this.options.history);
  }

  hashOf(number: number): Uint8Array | undefined {
    const header = this.tables.headers.getBinary(number);
    return header === undefined ? undefined : makeBlock(decodeHeader(plain(header)), []).hash;
  }

  numberOf(hash: Hex): number | undefined {
    return this.tables.numbers.get(hash);
  }

  header(number: number): Header | undefined {
    const bytes = this.tables.headers.getBinary(number);
    return bytes === undefined ? undefined : decodeHeader(plain(bytes));
  }

  block(number: number): Block | undefined {
    const header = this.header(number);
    const body = this.tables.bodies.getBinary(number);
    if (header === undefined || body === undefined) return undefined;
    return makeBlock(header, readExtrinsics(new ByteReader(plain(body))));
  }

  /**
   * SCALE Vec<EventRecord> of a block, empty where nothing happened. Kept for every block, unlike its state: who
   * listens may have been away for long.
   */
  eventsOf(number: number): Uint8Array {
    const bytes = this.tables.events.getBinary(number);
    return bytes === undefined ? new Uint8Array() : plain(bytes);
  }

  /** @throws ChainError STATE_DISCARDED when the block is too old, BLOCK_UNKNOWN when there is none. */
  stateAt(number: number): StateView {
    if (number < 0 || number > this.headNumber) {
      throw new ChainError('BLOCK_UNKNOWN', `block: expected 0..${this.headNumber}, got ${number}`);
    }
    if (number < this.oldestState) {
      throw new ChainError(
        'STATE_DISCARDED',
        `state: expected block ${this.oldestState} or later, got ${number}`,
      );
    }
    return new HistoricView(this.tables, number, () => this.headNumber);
  }

  /** Writes block 0 and its state into an empty store. */
  writeGenesis(block: Block, changes: StateChanges, tree: TreeUpdate): void {
    this.write('genesis', () => {
      this.putState(changes, tree);
      this.putBlock(block);
      const { meta } = this.tables;
      meta.putSync('format', STORE_FORMAT);
      meta.putSync('oldest', 0);
      meta.putSync('head', 0);
      meta.putSync('finalised', 0);
    });
    this.headNumber = 0;
    this.finalisedNumber = 0;
  }

  /** Appends the block after the newest, with the state it leaves. */
  commit(block: Block, changes: StateChanges, tree: TreeUpdate): void {
    const number = block.header.number;
    if (number !== this.headNumber + 1) {
      throw new ChainError('BLOCK_INVALID', `block number: expected ${this.headNumber + 1}, got ${number}`);
    }
    this.write(`block ${number}`, () => {
      this.putHistory(number, changes);
      this.putState(changes, tree);
      this.putBlock(block);
      this.tables.meta.putSync('head', number);
      // What is not final yet may have to be taken back, however long that takes.
      this.prune(Math.min(number - this.options.history, this.finalisedNumber));
    });
    this.headNumber = number;
  }

  /** Moves the finality mark forward. */
  finalise(number: number): void {
    if (number <= this.finalisedNumber || number > this.headNumber) {
      throw new ChainError(
        'BLOCK_INVALID',
        `finalised block: expected ${this.finalisedNumber + 1}..${this.headNumber}, got ${number}`,
      );
    }
    this.write(`finality of block ${number}`, () => this.tables.meta.putSync('finalised', number));
    this.finalisedNumber = number;
  }

  /** Takes blocks back until `number` is the newest. */
  revertTo(number: number): Reverted {
    const earliest = Math.max(this.finalisedNumber, this.oldest);
    if (number < earliest || number > this.headNumber) {
      throw new ChainError(
        'BLOCK_INVALID',
        `block to return to: expected ${earliest}..${this.headNumber}, got ${number}`,
      );
    }
    const blocks: Block[] = [];
    const changes = new Map<Hex, Uint8Array | null>();
    this.write(`return to block ${number}`, () => {
      for (let n = this.headNumber; n > number; n--) {
        blocks.unshift(this.block(n)!);
        this.takeHistory(n, changes);
        this.removeBlock(n);
      }
      const tree = this.tree.update(changes);
      const expected = this.header(number)!.stateRoot;
      if (!equalBytes(tree.root, expected)) {
        throw new ChainError(
          'STORE_CORRUPT',
          `state root of block ${number}: expected ${toHex(expected)}, got ${toHex(tree.root)}`,
        );
      }
      this.putState(changes, tree);
      this.tables.meta.putSync('head', number);
    });
    this.headNumber = number;
    return { blocks, changes };
  }

  /** Every pair of the newest state, ascending. */
  *entries(): Iterable<readonly [Hex, Uint8Array]> {
    for (const { key, value } of this.tables.state.getRange({})) yield [key, plain(value)];
  }

  /** Copies the whole store, consistent as of now, into an empty folder. */
  async backup(folder: string): Promise<void> {
    try {
      await this.tables.root.backup(folder, true);
    } catch (error) {
      throw storeError(error, 'backup', folder);
    }
  }

  async close(): Promise<void> {
    await this.tables.root.close();
  }

  private write(what: string, action: () => void): void {
    try {
      this.tables.root.transactionSync(action);
    } catch (error) {
      throw storeError(error, what, this.options.path);
    }
  }

  private putBlock(block: Block): void {
    const { number } = block.header;
    this.tables.headers.putSync(number, Buffer.from(encodeHeader(block.header)));
    const body = concat(encodeCompact(block.extrinsics.length), ...block.extrinsics);
    this.tables.bodies.putSync(number, Buffer.from(body));
    this.tables.numbers.putSync(toHex(block.hash), number);
    // Read back, not taken from the changes: a block with the events of its parent does not change them.
    const events = this.tables.state.getBinary(SYSTEM_EVENTS);
    if (events !== undefined) this.tables.events.putSync(number, events);
  }

  private removeBlock(number: number): void {
    this.tables.numbers.removeSync(toHex(this.hashOf(number)!));
    this.tables.headers.removeSync(number);
    this.tables.bodies.removeSync(number);
    this.tables.events.removeSync(number);
  }

  private putState(changes: StateChanges, tree: TreeUpdate): void {
    for (const [key, value] of changes) {
      if (value === null) this.tables.state.removeSync(key);
      else this.tables.state.putSync(key, asBuffer(value));
    }
    for (const [path, bytes] of tree.nodes) {
      if (bytes === null) this.tables.tree.removeSync(`r${path}`);
      else this.tables.tree.putSync(`r${path}`, asBuffer(bytes));
    }
  }

  private putHistory(number: number, changes: StateChanges): void {
    for (const key of changes.keys()) {
      checkStateKey(key);
      const before = this.tables.state.getBinary(key);
      const value = before === undefined ? ABSENT : asBuffer(concat(PRESENT, before));
      this.tables.history.putSync([key, number], value);
    }
    this.tables.changed.putSync(number, [...changes.keys()].join('\n'));
  }

  private takeHistory(number: number, into: Map<Hex, Uint8Array | null>): void {
    for (const key of this.changedKeys(number)) {
      const value = this.tables.history.getBinary([key, number])!;
      into.set(key, value[0] === 0 ? null : plain(value.subarray(1)));
      this.tables.history.removeSync([key, number]);
    }
    this.tables.changed.removeSync(number);
  }

  private prune(number: number): void {
    if (number <= this.oldest) return;
    for (let n = this.oldest + 1; n <= number; n++) {
      for (const key of this.changedKeys(n)) this.tables.history.removeSync([key, n]);
      this.tables.changed.removeSync(n);
    }
    this.tables.meta.putSync('oldest', number);
    this.oldest = number;
  }

  /** Keys that a block of the readable past changed. */
  changedKeys(number: number): Hex[] {
    const keys = this.tables.changed.get(number);
    return keys === undefined || keys === '' ? [] : keys.split('\n');
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
