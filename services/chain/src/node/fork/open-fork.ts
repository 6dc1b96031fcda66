import { twox128Name, type FrameRuntime, type Hex } from '@yumanet/frame';
import { fromHex, toHex } from '../../bytes.js';
import type { ChainSpec } from '../../chain-spec/schema.js';
import { ChainError } from '../../errors.js';
import { makeBlock, type Block } from '../block/block.js';
import { ByteReader } from '../block/byte-reader.js';
import type { Header } from '../block/header.js';
import { RuntimeApi } from '../runtime/runtime-api.js';
import { Overlay } from '../state/overlay.js';
import { EMPTY_STATE } from '../state/state-view.js';
import type { ForkPoint } from '../state/fork-tables.js';
import type { ChainStore } from '../state/chain-store.js';
import { ExportedState } from './exported-state.js';
import { LiveState } from './live-state.js';
import { runtimeDifferences } from './runtime-differences.js';
import type { StateSource } from './state-source.js';
import { Upstream } from './upstream.js';

export interface ForkSettings {
  /** ws:// or wss:// URL of a node, or a state export. */
  readonly from: string;
  /** The newest final one without it; of a file, the one it has. */
  readonly block?: number | undefined;
  readonly deadlineMs: number;
}

/** A chain to go on from, and where its state comes from. */
export interface Fork {
  readonly point: ForkPoint;
  readonly block: Block;
  /** Block 0's, where it is known. */
  readonly headers: readonly Header[];
  readonly source: StateSource;
  readonly properties: ChainSpec['properties'] | undefined;
}

const DIFFERENCES_SHOWN = 8;

/**
 * Looks at the chain that is to be forked, and refuses one whose runtime is another.
 *
 * @throws ChainError FORK_UPSTREAM, FORK_MISMATCH that names what differs, FORK_INVALID.
 */
export async function openFork(settings: ForkSettings, runtime: FrameRuntime): Promise<Fork> {
  if (!/^wss?:\/\//.test(settings.from)) return openExport(settings, runtime);
  const upstream = new Upstream({ url: settings.from, deadlineMs: settings.deadlineMs });
  try {
    return openLive(settings, upstream, runtime);
  } catch (error) {
    await upstream.close();
    throw error;
  }
}

function openLive({ from, block: number }: ForkSettings, upstream: Upstream, runtime: FrameRuntime): Fork {
  const hash =
    number === undefined
      ? upstream.one('chain_getFinalizedHead')
      : upstream.one('chain_getBlockHash', number);
  if (typeof hash !== 'string')
    throw new ChainError('FORK_INVALID', `--block: expected a block of the chain forked from, got ${number}`);
  const results = upstream.call([
    ['chain_getBlock', [hash]],
    ['chain_getBlockHash', [0]],
    ['state_getRuntimeVersion', [hash]],
    ['state_getMetadata', [hash]],
    ['system_chain', []],
    ['system_properties', []],
  ]);
  const [signed, genesisHash, version, metadata, chain, properties] = results.map(({ result, error }, i) => {
    if (error === undefined) return result;
    throw new ChainError(
      'FORK_INVALID',
      `chain forked from: expected an answer (call ${i}), got "${error.message}"`,
    );
  });
  const { specName, specVersion } = version as { specName: string; specVersion: number };
  checkVersion(runtime, specName, specVersion);
  checkMetadata(runtime, fromHex((metadata as string).slice(2)));
  const { block: body } = signed as { block: { header: HeaderJson; extrinsics: string[] } };
  const block = makeBlock(
    headerFromJson(body.header),
    body.extrinsics.map((each) => fromHex(each.slice(2))),
  );
  if (toHex(block.hash) !== hash.slice(2))
    throw new ChainError(
      'FORK_INVALID',
      `header of block ${block.header.number}: expected ${hash}, got 0x${toHex(block.hash)}`,
    );
  const first = upstream.one('chain_getHeader', genesisHash) as HeaderJson | null;
  return {
    point: {
      from,
      number: block.header.number,
      hash: toHex(block.hash),
      genesisHash: (genesisHash as string).slice(2),
      chain: String(chain),
    },
    block,
    headers: first === null || block.header.number === 0 ? [] : [headerFromJson(first)],
    source: new LiveState(upstream, hash),
    properties: readProperties(properties),
  };
}

const SYSTEM = twox128Name('System');
const LAST_UPGRADE = SYSTEM + twox128Name('LastRuntimeUpgrade');

/**
 * DEVIATION: the header of the block that a state was exported at is not in it. Its place takes one of the same number
 * and parent, made of what the state knows.
 */
function openExport({ from, block: number }: ForkSettings, runtime: FrameRuntime): Fork {
  if (number !== undefined)
    throw new ChainError('FORK_INVALID', '--block: expected none with a state export, which is of one block');
  const source = new ExportedState(from);
  const read = (key: Hex): Uint8Array => {
    const [value] = source.values([key]);
    if (value !== undefined) return value;
    throw new ChainError('FORK_INVALID', `state export ${from}: expected the key 0x${key}, got none`);
  };
  const upgrade = new ByteReader(read(LAST_UPGRADE));
  const specVersion = upgrade.compact();
  checkVersion(runtime, new TextDecoder().decode(upgrade.bytesWithLength()), specVersion);
  checkPallets(runtime, source.keys);
  const header: Header = {
    parentHash: read(SYSTEM + twox128Name('ParentHash')),
    number: new DataView(read(SYSTEM + twox128Name('Number')).slice().buffer).getUint32(0, true),
    stateRoot: new Uint8Array(32),
    extrinsicsRoot: new Uint8Array(32),
    digest: [],
  };
  const block = makeBlock(header, []);
  const genesisKey = source.keys.find(
    (key) => key.startsWith(SYSTEM + twox128Name('BlockHash')) && key.endsWith('00000000'),
  );
  const point: ForkPoint = {
    from,
    number: header.number,
    hash: toHex(block.hash),
    genesisHash: genesisKey === undefined ? toHex(block.hash) : toHex(read(genesisKey)),
    chain: source.name,
  };
  return { point, block, headers: [], source, properties: undefined };
}

/** Writes the fork into an empty store; of one in use, checks that it is the same fork. */
export function prepareFork(store: ChainStore, fork: Fork, runtime: FrameRuntime): void {
  if (store.isEmpty) {
    const items = runtime.linked.parts.pallets.flatMap(({ storage }) => storage);
    const plain = items.filter(({ keys }) => keys.length === 0).map(({ prefix }) => prefix);
    store.writeFork(fork.point, fork.block, fork.headers, plain);
    return;
  }
  const found = store.fork;
  if (found?.hash === fork.point.hash) {
    if (store.head > store.finalised) store.revertTo(store.finalised);
    return;
  }
  const got =
    found === undefined ? 'a chain that is no fork' : `a fork of block ${found.number}, 0x${found.hash}`;
  throw new ChainError(
    'STORE_GENESIS',
    `data folder: expected a fork of block 0x${fork.point.hash}, got ${got}`,
  );
}

/** What clients are told about a fork: a development chain with the other's accounts, whose keys nobody has. */
export function forkSpec(base: ChainSpec, { point, properties }: Fork): ChainSpec {
  return {
    ...base,
    name: `${point.chain} (fork of block ${point.number})`.slice(0, 64),
    chainType: 'Development',
    devAccounts: false,
    properties: properties ?? base.properties,
  };
}

function checkVersion(runtime: FrameRuntime, specName: string, specVersion: number): void {
  if (specName === runtime.specName && specVersion === runtime.specVersion) return;
  const expected = `${runtime.specName} ${runtime.specVersion}`;
  const got = `${specName} ${specVersion}`;
  throw new ChainError('FORK_MISMATCH', `runtime to fork: expected ${expected}, got ${got}`, {
    expected,
    got,
  });
}

function checkMetadata(runtime: FrameRuntime, theirs: Uint8Array): void {
  const api = new RuntimeApi(runtime, new Overlay(EMPTY_STATE), { verifySignature: () => false });
  const ours = new ByteReader(api.call('Metadata_metadata')).bytesWithLength();
  const differences = runtimeDifferences(ours, theirs);
  if (differences.length === 0) return;
  const more =
    differences.length > DIFFERENCES_SHOWN ? `\nand ${differences.length - DIFFERENCES_SHOWN} more` : '';
  const text = differences.slice(0, DIFFERENCES_SHOWN).join('\n');
  throw new ChainError(
    'FORK_MISMATCH',
    `runtime to fork: expected that of this node (--network, --chain-spec), got one with other pallets\n${text}${more}`,
    { differences },
  );
}

/** A file has no metadata: what its keys begin with says at least which pallets it has. */
function checkPallets(runtime: FrameRuntime, keys: readonly Hex[]): void {
  const known = new Set(runtime.linked.parts.pallets.map(({ name }) => twox128Name(name)));
  const wellKnown = (key: Hex): boolean => key.startsWith('3a');
  const strange = new Set(
    keys.filter((key) => !wellKnown(key) && !known.has(key.slice(0, 32))).map((key) => key.slice(0, 32)),
  );
  if (strange.size === 0) return;
  const list = [...strange].slice(0, DIFFERENCES_SHOWN).map((prefix) => `0x${prefix}`);
  throw new ChainError(
    'FORK_MISMATCH',
    `state to fork: expected this runtime's pallets, got ${strange.size} others: ${list.join(', ')}`,
  );
}

interface HeaderJson {
  readonly parentHash: string;
  readonly number: string;
  readonly stateRoot: string;
  readonly extrinsicsRoot: string;
  readonly digest: { readonly logs: readonly string[] };
}

function headerFromJson(json: HeaderJson): Header {
  const bytes = (hex: string): Uint8Array => fromHex(hex.slice(2));
  return {
    parentHash: bytes(json.parentHash),
    number: Number(json.number),
    stateRoot: bytes(json.stateRoot),
    extrinsicsRoot: bytes(json.extrinsicsRoot),
    digest: json.digest.logs.map(bytes),
  };
}

/** Upstream's may be lists, or absent: then ours are shown. */
function readProperties(json: unknown): ChainSpec['properties'] | undefined {
  const { ss58Format, tokenDecimals, tokenSymbol } = (json ?? {}) as Record<string, unknown>;
  const one = (value: unknown): unknown => (Array.isArray(value) ? (value as unknown[])[0] : value);
  const [decimals, symbol] = [one(tokenDecimals), one(tokenSymbol)];
  if (typeof ss58Format !== 'number' || typeof decimals !== 'number' || typeof symbol !== 'string')
    return undefined;
  return { ss58Format, tokenDecimals: decimals, tokenSymbol: symbol };
}
