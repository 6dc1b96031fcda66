import { decAnyMetadata } from '@polkadot-api/substrate-bindings';
import { describe, expect, it } from 'vitest';
import { FrameError } from './errors.js';
import { CODE_KEY } from './genesis.js';
import { toHex } from './scale/hex.js';
import { memoryStorage } from './testing/memory-storage.js';
import { Count, Owner, toyRuntime } from './testing/toy-runtime.fixture.js';
import { CallContext } from './executive/call-context.js';
import { RuntimeVersion, OpaqueMetadata } from './types/common.js';
import { bytes, option } from './types/build.js';

const host = { verifySignature: () => false };
const runtime = toyRuntime();
const { codecs } = runtime.linked;
const call = (name: string, input: Uint8Array = new Uint8Array()): Uint8Array =>
  runtime.call(name, input, memoryStorage(), host);

const codeOf = (run: () => unknown): string | undefined => {
  try {
    run();
  } catch (error) {
    if (error instanceof FrameError) return `${error.name} ${error.code}`;
    throw error;
  }
  return undefined;
};

describe('a runtime', () => {
  it('names what it exports, and refuses the rest', () => {
    expect([...runtime.exports].filter((name) => name.startsWith('Core_'))).toEqual([
      'Core_version',
      'Core_execute_block',
      'Core_initialize_block',
    ]);
    expect(codeOf(() => call('Toy_dance'))).toBe('RuntimeCallError UNKNOWN_EXPORT');
  });

  it('refuses arguments that do not decode', () => {
    expect(codeOf(() => call('Core_version', Uint8Array.of(1)))).toBe('RuntimeCallError BAD_INPUT');
    expect(codeOf(() => call('Metadata_metadata_at_version', Uint8Array.of(1)))).toBe(
      'RuntimeCallError BAD_INPUT',
    );
    const garbage = codecs.encode(bytes, Uint8Array.of(4, 99));
    expect(codeOf(() => call('BlockBuilder_apply_extrinsic', garbage))).toBe('RuntimeCallError BAD_INPUT');
  });

  it('tells a corrupted state from bad input', () => {
    const storage = memoryStorage();
    expect(runtime.call('ToyApi_count', new Uint8Array(), storage, host)).toEqual(new Uint8Array(8));
    storage.put(Count.key(new CallContext(runtime.linked, storage, host)), Uint8Array.of(1));
    expect(codeOf(() => runtime.call('ToyApi_count', new Uint8Array(), storage, host))).toBe(
      'RuntimeCallError PANIC',
    );
  });

  it('lists its APIs in its version', () => {
    const version = codecs.decode(RuntimeVersion, call('Core_version'));
    expect(version).toMatchObject({ spec_name: 'toy', spec_version: 7, transaction_version: 2 });
    // blake2b-64 of "Core" and "Metadata", as every Substrate runtime publishes them.
    expect(version.apis.slice(0, 2)).toEqual([
      ['df6acb689907609b', 5],
      ['37e397fc7c91f5e4', 2],
    ]);
  });

  it('describes itself in formats 14 and 15, and in no other', () => {
    const at = (version: number): Uint8Array | undefined =>
      codecs.decode(
        option(OpaqueMetadata),
        call('Metadata_metadata_at_version', Uint8Array.of(version, 0, 0, 0)),
      );
    expect(toHex(call('Metadata_metadata_versions'))).toBe('080e0000000f000000');
    expect(at(13)).toBeUndefined();
    expect(at(16)).toBeUndefined();
    const [v14, v15] = [at(14), at(15)].map(
      (encoded) => decAnyMetadata(encoded ?? new Uint8Array()).metadata,
    );
    expect(v14).toMatchObject({ tag: 'v14' });
    expect(v15).toMatchObject({ tag: 'v15' });
    expect(call('Metadata_metadata')).toEqual(codecs.encode(OpaqueMetadata, at(14) ?? new Uint8Array()));
    const pallet = v15?.tag === 'v15' ? v15.value.pallets[1] : undefined;
    expect(pallet).toMatchObject({ name: 'Toy', index: 9, constants: [{ name: 'Step' }] });
    expect(pallet?.storage?.items.map(({ name, modifier, fallback }) => [name, modifier, fallback])).toEqual([
      ['Count', 1, '0x0000000000000000'],
      ['Owner', 0, '0x00'],
      ['Limit', 1, '0x0100000000000000'],
      ['Scores', 1, '0x0000000000000000'],
      ['Names', 0, '0x00'],
    ]);
  });

  it('refuses declarations that contradict themselves', () => {
    const { parts } = runtime.linked;
    const rebuild = (change: object): unknown =>
      new (runtime.linked.constructor as new (p: object) => unknown)({ ...parts, ...change });
    expect(codeOf(() => rebuild({ pallets: [...parts.pallets, parts.pallets[0]] }))).toBe(
      'FrameError BAD_DECLARATION',
    );
    expect(codeOf(() => rebuild({ constants: { 'Toy.Stride': 2n } }))).toBe('FrameError BAD_DECLARATION');
  });
});

describe('genesis', () => {
  it('writes `:code`, storage versions and the pallets’ own parts', () => {
    const storage = memoryStorage();
    runtime.buildGenesis({ toy: { owner: 'ab'.repeat(32) } }, storage);
    expect(Owner.get(new CallContext(runtime.linked, storage, host))).toBe('ab'.repeat(32));
    expect(new TextDecoder().decode(storage.get(CODE_KEY))).toMatch(/^yumanet:toy:7:[0-9a-f]{64}$/);
    // The pallet's prefix ++ twox128(":__STORAGE_VERSION__:").
    const versionKey = `${Owner.prefix.slice(0, 32)}4e7b9012096b41c4eb3aaf947f6ea429`;
    expect(storage.get(versionKey)).toEqual(Uint8Array.of(3, 0));
  });

  it.each([[null], [[]], ['x'], [{ unknown: {} }]])('refuses %j', (config) => {
    expect(codeOf(() => runtime.buildGenesis(config, memoryStorage()))).toBe('FrameError BAD_GENESIS');
  });

  it('is built from JSON too, all or nothing', () => {
    const build = (json: string): Uint8Array =>
      call('GenesisBuilder_build_config', codecs.encode(bytes, new TextEncoder().encode(json)));
    expect(build('{"toy":{}}')).toEqual(Uint8Array.of(0));
    expect(build('{"toy":').at(0)).toBe(1);
    expect(build('{"tomato":{}}').at(0)).toBe(1);
  });
});
