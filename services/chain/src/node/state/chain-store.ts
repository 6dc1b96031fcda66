import type { Hex } from '@yumanet/frame';
import { concat, equalBytes, fromHex, plain, toHex } from '../../bytes.js';
import { ChainError } from '../../errors.js';
import { makeBlock, readExtrinsics, type Block } from '../block/block.js';
import { ByteReader, encodeCompact } from '../block/byte-reader.js';
import { decodeHeader, encodeHeader, type Header } from '../block/header.js';
import type { StateSource } from '../fork/state-source.js';
import { LazyState } from '../fork/lazy-state.js';
import { StoredState, type CurrentState } from './current-state.js';
import { ForkTables, ForkTree, type ForkPoint } from './fork-tables.js';
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
  /** Of a fork: where its state is read from that is not in the store yet. */
  readonly source?: StateSource;
}

/** What going back did. */
export interface Reverted {
  /** Those taken back, oldest first. */
  readonly blocks: readonly Block[];
  /** The state's keys that have other values now. */
  readonly changes: StateChanges;
}

/** A change of the state after a block that no block made: `dev_setStorage`. */
export interface Amendment {
  readonly changes: StateChanges;
  /** What the keys had before. */
  readonly before: StateChanges;
  /** Root of the state tree with it. */
  readonly root: Uint8Array;
}

/** `[root, [key, after, before][]]`, hex or null: how `meta` keeps an amendment. */
type StoredAmendment = readonly [Hex, readonly (readonly [Hex, Hex | null, Hex | null])[]];

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
  private readonly pins = new Set<{ readonly number: number }>();
  readonly tree: StateTree;
  private readonly current: CurrentState;
  private readonly forkTables: ForkTables | undefined;

  /** @throws ChainError STORE_CORRUPT, STORE_VERSION, STORE_FULL, STORE_FAILED. */
  constructor(private readonly options: StoreOptions) {
    this.tables = openTables(options);
    try {
      const load = (path: string): Uint8Array | undefined => this.tables.tree.getBinary(`r${path}`);
      const isFork = options.source !== undefined || this.fork !== undefined;
      this.tree = isFork ? new ForkTree(load) : new StateTree(load);
      this.forkTables = isFork ? new ForkTables(this.tables) : undefined;
      this.current =
        options.source === undefined
          ? new StoredState(this.tables)
          : new LazyState(this.forkTables!, options.source);
      this.readMeta();
    } catch (error) {
      void this.tables.root.close();
      throw storeError(error, 'open', options.path);
    }
  }

  /** The folder of the LMDB file. */
  get path(): string {
    return this.options.path;
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
    const expected = this.rootAfter(this.headNumber);
    const root = this.tree.root();
    if (expected === undefined || !equalBytes(expected, root)) {
      throw new ChainError(
        'STORE_CORRUPT',
        `state root of block ${this.headNumber}: expected ${expected ? toHex(expected) : 'a header'}, got ${toHex(root)}`,
        { path: this.options.path },
      );
    }
  }

  /** What the chain was forked from; undefined where it is no fork. */
  get fork(): ForkPoint | undefined {
    return this.tables.meta.get('fork') as ForkPoint | undefined;
  }

  /** How often the chain forked from was asked since the start, and how many keys are here; undefined: no fork. */
  get forkReads(): { readonly requests: number; readonly keys: number } | undefined {
    const { source } = this.options;
    return source && { requests: source.requests, keys: this.tables.state.getKeysCount() };
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
    if (header !== undefined) return makeBlock(decodeHeader(plain(header)), []).hash;
    return number === 0 && this.fork !== undefined ? fromHex(this.fork.genesisHash) : undefined;
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
    return new HistoricView(this.tables, number, () => this.headNumber, this.current);
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

  /** Begins an empty store with somebody else's block as the newest, final one; its state is read when it is needed. */
  writeFork(point: ForkPoint, block: Block, headers: readonly Header[], plainKeys: readonly Hex[]): void {
    const { meta, tree } = this.tables;
    this.write('fork', () => {
      for (const header of headers) this.putBlock(makeBlock(header, []));
      this.putBlock(block);
      this.tables.numbers.putSync(point.genesisHash, 0);
      // Nothing has changed yet: the tree of what changed is empty.
      tree.putSync('r', asBuffer(this.tree.update(new Map()).nodes.get('')!));
      meta.putSync('fork', point);
      meta.putSync('format', STORE_FORMAT);
      for (const name of ['oldest', 'head', 'finalised']) meta.putSync(name, point.number);
    });
    this.headNumber = this.finalisedNumber = this.oldest = point.number;
    if (this.current instanceof LazyState) this.current.prefetch(plainKeys);
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
      this.forkTables?.touch(changes, number);
      this.putBlock(block);
      this.tables.meta.putSync('head', number);
      // What is not final yet may have to be taken back, however long that takes.
      const pinned = [...this.pins].map((pin) => pin.number);
      this.prune(Math.min(number - this.options.history, this.finalisedNumber, ...pinned));
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

  /** Takes blocks that are not final back until `number` is the newest. */
  revertTo(number: number): Reverted {
    return this.goBack(number, Math.max(this.finalisedNumber, this.oldest), Infinity);
  }

  /**
   * As `revertTo`, final blocks too: for a chain that nobody else has heard of.
   *
   * @param amendments how many of that block's amendments stay.
   * @throws ChainError STATE_DISCARDED when what the blocks overwrote is not kept any more.
   */
  rewindTo(number: number, amendments = Infinity): Reverted {
    if (number < this.oldest) {
      const text = `block to return to: expected ${this.oldest} or later (--state-history), got ${number}`;
      throw new ChainError('STATE_DISCARDED', text, { number, oldest: this.oldest });
    }
    return this.goBack(number, this.oldest, amendments);
  }

  private goBack(number: number, earliest: number, keep: number): Reverted {
    if (number < earliest || number > this.headNumber) {
      throw new ChainError(
        'BLOCK_INVALID',
        `block to return to: expected ${earliest}..${this.headNumber}, got ${number}`,
      );
    }
    const blocks: Block[] = [];
    const changes = new Map<Hex, Uint8Array | null>();
    const finalised = Math.min(this.finalisedNumber, number);
    this.write(`return to block ${number}`, () => {
      for (let n = this.headNumber; n > number; n--) {
        blocks.unshift(this.block(n)!);
        this.takeHistory(n, changes);
        this.removeBlock(n);
      }
      this.dropAmendments(number, keep, changes);
      const tree = this.treeBack(changes, number, Math.min(keep, this.storedAmendments(number).length));
      const expected = this.rootAfter(number)!;
      if (!equalBytes(tree.root, expected)) {
        throw new ChainError(
          'STORE_CORRUPT',
          `state root of block ${number}: expected ${toHex(expected)}, got ${toHex(tree.root)}`,
        );
      }
      this.putState(changes, tree);
      this.tables.meta.putSync('head', number);
      this.tables.meta.putSync('finalised', finalised);
    });
    this.headNumber = number;
    this.finalisedNumber = finalised;
    return { blocks, changes };
  }

  /**
   * Changes the state after the newest block, without a block. The next one stands on what is there then; its header
   * keeps the root that it was made with.
   *
   * @param changes those that differ from the state (`Overlay.effectiveChanges`), and `tree` with them.
   */
  amend(changes: StateChanges, tree: TreeUpdate): void {
    const number = this.headNumber;
    this.write(`amendment of block ${number}`, () => {
      const rows = [...changes].map(([key, value]) => {
        const before = this.tables.state.getBinary(key);
        return [key, value && toHex(value), before === undefined ? null : toHex(before)] as const;
      });
      if (number > this.oldest) this.putHistory(number, changes);
      this.putState(changes, tree);
      const all = [...this.storedAmendments(number), [toHex(tree.root), rows]];
      this.forkTables?.touch(changes, number, all.length);
      this.tables.meta.putSync(amendmentsKey(number), all);
    });
  }

  /** What was changed after a block without a block, in order. */
  amendmentsOf(number: number): Amendment[] {
    const bytes = (hex: Hex | null): Uint8Array | null => (hex === null ? null : fromHex(hex));
    return this.storedAmendments(number).map(([root, rows]) => ({
      root: fromHex(root),
      changes: new Map(rows.map(([key, after]) => [key, bytes(after)])),
      before: new Map(rows.map(([key, , before]) => [key, bytes(before)])),
    }));
  }

  /** Root of the tree after a block and its amendments; undefined where there is no such block. */
  rootAfter(number: number): Uint8Array | undefined {
    const last = this.storedAmendments(number).at(-1);
    if (last !== undefined) return fromHex(last[0]);
    // The root of the block that was forked is of a state that is not here.
    if (number === this.fork?.number) return new StateTree(() => undefined).root();
    return this.header(number)?.stateRoot;
  }

  private treeBack(changes: StateChanges, number: number, amendments: number): TreeUpdate {
    const { tree, forkTables } = this;
    if (!(tree instanceof ForkTree) || forkTables === undefined) return tree.update(changes);
    return tree.updateBack(changes, forkTables.untouch(changes, number, amendments));
  }

  private storedAmendments(number: number): readonly StoredAmendment[] {
    return (this.tables.meta.get(amendmentsKey(number)) as StoredAmendment[] | undefined) ?? [];
  }

  /** Takes all but the first `keep` amendments of a block back. */
  private dropAmendments(number: number, keep: number, into: Map<Hex, Uint8Array | null>): void {
    const all = this.amendmentsOf(number);
    if (all.length <= keep) return;
    for (const { before } of all.slice(keep).reverse())
      for (const [key, value] of before) into.set(key, value);
    const left = this.storedAmendments(number).slice(0, keep);
    if (left.length === 0) this.tables.meta.removeSync(amendmentsKey(number));
    else this.tables.meta.putSync(amendmentsKey(number), left);
  }

  /** Keeps the way back to a block, however many blocks follow. @returns lets go of it. */
  pin(number: number): () => void {
    const pin = { number };
    this.pins.add(pin);
    return () => void this.pins.delete(pin);
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
    this.tables.meta.removeSync(amendmentsKey(number));
    this.tables.numbers.removeSync(toHex(this.hashOf(number)!));
    this.tables.headers.removeSync(number);
    this.tables.bodies.removeSync(number);
    this.tables.events.removeSync(number);
  }

  private putState(changes: StateChanges, tree: TreeUpdate): void {
    for (const [key, value] of changes) {
      if (this.forkTables !== undefined) this.forkTables.put(key, value);
      else if (value === null) this.tables.state.removeSync(key);
      else this.tables.state.putSync(key, asBuffer(value));
    }
    for (const [path, bytes] of tree.nodes) {
      if (bytes === null) this.tables.tree.removeSync(`r${path}`);
      else this.tables.tree.putSync(`r${path}`, asBuffer(bytes));
    }
  }

  private putHistory(number: number, changes: StateChanges): void {
    // An amendment of this block comes on top of what the block itself changed.
    const keys = new Set(this.changedKeys(number));
    for (const key of changes.keys()) {
      checkStateKey(key);
      if (keys.has(key)) continue;
      keys.add(key);
      const before = this.tables.state.getBinary(key);
      const value = before === undefined ? ABSENT : asBuffer(concat(PRESENT, before));
      this.tables.history.putSync([key, number], value);
    }
    this.tables.changed.putSync(number, [...keys].join('\n'));
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

const amendmentsKey = (number: number): string => `amended:${number}`;

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
