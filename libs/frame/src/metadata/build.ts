import { metadata as metadataCodec } from '@polkadot-api/substrate-bindings';
import type { LinkedRuntime } from '../executive/linked.js';
import { callTypeOf, type Pallet } from '../pallet/pallet.js';
import type { RuntimeApi } from '../runtime-api.js';
import { encode } from '../scale/codec.js';
import { toHex } from '../scale/hex.js';
import type { AnyStorageItem } from '../storage/item.js';
import { MultiAddress, MultiSignature, RuntimeCall, UncheckedExtrinsic } from '../types/common.js';
import { outer } from '../types/build.js';
import { typeOf, type Type, type AnyType } from '../types/type.js';
import { Registry } from './registry.js';

const MAGIC = 0x6174656d;
const EXTRINSIC_VERSION = 4;

/** The runtime's metadata in format 14 or 15, magic number included, without the outer length prefix. */
export function buildMetadata(
  linked: LinkedRuntime,
  apis: readonly RuntimeApi[],
  version: 14 | 15,
): Uint8Array {
  const registry = new Registry(linked.codecs);
  const parts = { registry, linked };
  const pallets = linked.parts.pallets.map((pallet) => palletMetadata(parts, pallet));
  const signedExtensions = linked.parts.extensions.map(({ id, extra, additional }) => ({
    identifier: id,
    type: registry.id(extra),
    additionalSigned: registry.id(additional),
  }));
  const extra = typeOf({ kind: 'tuple', items: linked.parts.extensions.map((each) => each.extra) });
  const extrinsicType = registry.id(UncheckedExtrinsic);
  const runtime = registry.id(outer('Runtime'));
  if (version === 14) {
    const extrinsic = { type: extrinsicType, version: EXTRINSIC_VERSION, signedExtensions };
    return encodeMetadata('v14', { pallets, extrinsic, type: runtime, apis: [], lookup: registry.entries });
  }
  const body = {
    pallets,
    extrinsic: {
      version: EXTRINSIC_VERSION,
      address: registry.id(MultiAddress),
      call: registry.id(RuntimeCall),
      signature: registry.id(MultiSignature),
      extra: registry.id(extra),
      signedExtensions,
    },
    type: runtime,
    apis: apis.map((api) => apiMetadata(registry, api)),
    outerEnums: {
      call: registry.id(RuntimeCall),
      event: registry.id(outer('RuntimeEvent')),
      error: registry.id(outer('RuntimeError')),
    },
    custom: [],
  };
  return encodeMetadata('v15', { ...body, lookup: registry.entries });
}

// The shapes above are checked by decoding in two client libraries; the codec's own types are too wide to name.
function encodeMetadata(tag: 'v14' | 'v15', value: unknown): Uint8Array {
  return metadataCodec.enc({ magicNumber: MAGIC, metadata: { tag, value } } as never);
}

interface Parts {
  readonly registry: Registry;
  readonly linked: LinkedRuntime;
}

function palletMetadata(parts: Parts, pallet: Pallet) {
  const { registry, linked } = parts;
  const idOf = (type: AnyType | undefined): number | undefined => type && registry.id(type);
  return {
    name: pallet.name,
    storage:
      pallet.storage.length === 0
        ? undefined
        : { prefix: pallet.name, items: pallet.storage.map((item) => storageMetadata(parts, item)) },
    calls: idOf(callTypeOf(pallet)),
    events: idOf(pallet.events),
    constants: pallet.constants.map((constant) => ({
      name: constant.name,
      type: registry.id(constant.type),
      value: `0x${toHex(encode(linked.codecs.of(constant.type), linked.constant(constant)))}`,
      docs: [],
    })),
    errors: idOf(pallet.errors),
    index: pallet.index,
    docs: [],
  };
}

function storageMetadata({ registry, linked }: Parts, item: AnyStorageItem) {
  const value = registry.id(item.type);
  const [key, ...more] = item.keys;
  const keyType =
    more.length === 0 ? key?.type : typeOf({ kind: 'tuple', items: item.keys.map(({ type }) => type) });
  const hashers = item.keys.map(({ hasher }) => ({ tag: hasher, value: undefined }));
  return {
    name: item.name,
    modifier: item.fallback === undefined ? 0 : 1,
    type:
      keyType === undefined
        ? { tag: 'plain', value }
        : { tag: 'map', value: { hashers, key: registry.id(keyType), value } },
    fallback: `0x${toHex(fallback(linked, item))}`,
    docs: [],
  };
}

/** The encoded default; a query without one answers None: a zero byte. */
function fallback(linked: LinkedRuntime, item: AnyStorageItem): Uint8Array {
  if (item.fallback === undefined) return Uint8Array.of(0);
  const value: unknown = item.default({ constant: (constant) => linked.constant(constant) });
  return encode(linked.codecs.of(item.type as Type<unknown>), value);
}

function apiMetadata(registry: Registry, { name, methods }: RuntimeApi) {
  return {
    name,
    methods: methods.map((each) => ({
      name: each.name,
      inputs: Object.entries(each.inputs).map(([input, type]) => ({ name: input, type: registry.id(type) })),
      output: registry.id(each.output),
      docs: [],
    })),
    docs: [],
  };
}
