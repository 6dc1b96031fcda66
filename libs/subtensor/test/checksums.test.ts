import { readFileSync } from 'node:fs';
import { getChecksumBuilder, getLookupFn } from '@polkadot-api/metadata-builders';
import { decAnyMetadata, unifyMetadata } from '@polkadot-api/substrate-bindings';
import { describe, expect, it } from 'vitest';
import { memoryStorage } from '@yumanet/frame/testing';
import { finney202406 } from '@yumanet/subtensor';

/**
 * PAPI's structural checksums of what the runtime publishes, against those of the real runtime (spec 185, V15).
 * Numbers only: no metadata of the real runtime is embedded.
 */
type Kind = 'call' | 'event' | 'error' | 'storage' | 'constant' | 'api';
const real = JSON.parse(
  readFileSync(new URL('./vectors/spec-185-checksums.json', import.meta.url), 'utf8'),
) as Record<Kind, Record<string, string>>;

/** Items of the real runtime, by kind. */
const COUNTS: Readonly<Record<Kind, number>> = {
  call: 148,
  event: 144,
  error: 146,
  storage: 161,
  constant: 76,
  api: 44,
};

function published(): Record<Kind, Record<string, string | null>> {
  const encoded = finney202406.call(
    'Metadata_metadata_at_version',
    Uint8Array.of(15, 0, 0, 0),
    memoryStorage(),
    { verifySignature: () => false },
  );
  const metadata = unifyMetadata(decAnyMetadata(encoded));
  const lookup = getLookupFn(metadata);
  const builder = getChecksumBuilder(lookup);
  const found: Record<Kind, Record<string, string | null>> = {
    call: {},
    event: {},
    error: {},
    storage: {},
    constant: {},
    api: {},
  };
  const variants = (ref: { type: number } | undefined): string[] => {
    const entry = ref && lookup(ref.type);
    return entry?.type === 'enum' ? Object.keys(entry.value) : [];
  };
  for (const pallet of metadata.pallets) {
    const of = (name: string): string => `${pallet.name}.${name}`;
    for (const name of variants(pallet.calls)) found.call[of(name)] = builder.buildCall(pallet.name, name);
    for (const name of variants(pallet.events)) found.event[of(name)] = builder.buildEvent(pallet.name, name);
    for (const name of variants(pallet.errors)) found.error[of(name)] = builder.buildError(pallet.name, name);
    for (const { name } of pallet.storage?.items ?? [])
      found.storage[of(name)] = builder.buildStorage(pallet.name, name);
    for (const { name } of pallet.constants)
      found.constant[of(name)] = builder.buildConstant(pallet.name, name);
  }
  for (const { name, methods } of metadata.apis)
    for (const method of methods)
      found.api[`${name}.${method.name}`] = builder.buildRuntimeCall(name, method.name);
  return found;
}

describe('checksums of spec 185', () => {
  const found = published();

  it.each(['call', 'event', 'error', 'storage', 'constant', 'api'] as const)('%s', (kind) => {
    expect(Object.keys(real[kind])).toHaveLength(COUNTS[kind]);
    expect(found[kind]).toEqual(real[kind]);
  });
});
