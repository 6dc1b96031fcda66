import type { Codec } from '@polkadot/types/types';
import { toHex, type ChainClient, type Hex, type LoadedRuntime } from '@yumanet/chain-client';
import type { ChainServiceService } from '@yumanet/proto/chain/v1';
import { refusal, type GrpcClient } from '@yumanet/service-kit';
import type { BlockName } from '../api.js';
import { plain, type Plain } from './plain.js';

const CALL_MS = 10_000;
const PAGE = 1_000;

/** An item of SubtensorModule, with its keys. */
export type Question = readonly [item: string, ...keys: unknown[]];

export interface Scan {
  /** All keys of an entry, and its value. */
  readonly entries: readonly (readonly [keys: readonly Plain[], value: Plain])[];
  /** False: the limit was met before the end. */
  readonly complete: boolean;
}

type Client = Pick<ChainClient, 'runtime' | 'queryMulti'>;
export type ChainGrpc = Pick<GrpcClient<typeof ChainServiceService>, 'queryStorage' | 'getBlock'>;

/** The state after one block: everything that an answer says is of one block. */
export class StateAt {
  constructor(
    readonly block: BlockName,
    private readonly client: Client,
    private readonly grpc: ChainGrpc,
  ) {}

  /** Values of SubtensorModule in the order of the questions; an item's default where there is none. */
  async many(questions: readonly Question[]): Promise<Plain[]> {
    const asked = questions.map(([item, ...keys]) => ({ pallet: 'SubtensorModule', item, keys }));
    const found = await this.client.queryMulti(asked, this.block.hash as Hex);
    return found.map((value) => plain(value));
  }

  /** One value of any pallet. */
  async value(pallet: string, item: string, ...keys: unknown[]): Promise<Plain> {
    const [found] = await this.client.queryMulti([{ pallet, item, keys }], this.block.hash as Hex);
    return plain(found!);
  }

  /** Entries of a map in the order of their keys, at most `limit`. @param keys the first ones of those wanted. */
  async scan(pallet: string, item: string, limit: number, ...keys: unknown[]): Promise<Scan> {
    const runtime = await this.client.runtime();
    const entry = storageMap(runtime, pallet, item);
    const prefix = prefixOf(runtime, entry, keys);
    const block = { ref: { $case: 'hash' as const, hash: Buffer.from(this.block.hash.slice(2), 'hex') } };
    const entries: (readonly [readonly Plain[], Plain])[] = [];
    let startAfter: Buffer = Buffer.alloc(0);
    for (;;) {
      const pageSize = Math.min(PAGE, limit - entries.length);
      const page = await this.grpc.queryStorage(
        { prefix, pageSize, startAfter, block },
        { deadlineMs: CALL_MS },
      );
      for (const { key, value } of page.entries) entries.push(readEntry(runtime, entry, key, value));
      const last = page.entries.at(-1);
      if (!page.more || last === undefined) return { entries, complete: true };
      if (entries.length >= limit) return { entries, complete: false };
      startAfter = last.key;
    }
  }
}

type StorageMap = LoadedRuntime['decorated']['query'][string][string];

function storageMap({ decorated }: LoadedRuntime, pallet: string, item: string): StorageMap {
  const camel = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);
  const entry = decorated.query[camel(pallet)]?.[camel(item)];
  if (entry === undefined)
    throw refusal('INVALID_ARGUMENT', 'map', 'one of the runtime', `${pallet}.${item}`);
  return entry;
}

/** With all of its keys it is an entry's own. */
function prefixOf({ registry }: LoadedRuntime, entry: StorageMap, keys: readonly unknown[]): Buffer {
  const { hashers } = entry.meta.type.asMap;
  if (keys.length < hashers.length) return Buffer.from(entry.keyPrefix(...keys));
  return Buffer.from(registry.createType('StorageKey', [entry, [...keys]]).toU8a(true));
}

function readEntry(
  { registry }: LoadedRuntime,
  entry: StorageMap,
  raw: Uint8Array,
  value: Uint8Array | undefined,
): readonly [readonly Plain[], Plain] {
  // As hex: bytes would be taken for SCALE's, with a length in front.
  const key = registry.createType('StorageKey', toHex(raw));
  key.setMeta(entry.meta, entry.section, entry.method);
  const keys = key.args.map((arg: Codec) => plain(arg));
  return [keys, plain(registry.createType(key.outputType as 'Bytes', value))];
}
