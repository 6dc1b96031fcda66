import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RuntimeVersion, fromHex, toHex, type Type } from '@yumanet/frame';
import { memoryStorage } from '@yumanet/frame/testing';
import { finney202406 } from '@yumanet/subtensor';

const real = JSON.parse(
  readFileSync(new URL('./vectors/spec-185-values.json', import.meta.url), 'utf8'),
) as Record<'constant' | 'default', Record<string, string>>;

const { linked } = finney202406;
const { pallets } = linked.parts;
const encoded = (type: unknown, value: unknown): string =>
  `0x${toHex(linked.codecs.encode(type as Type<unknown>, value))}`;

describe('values of spec 185', () => {
  const constants = pallets.flatMap(({ name, constants: list }) =>
    list.map((constant) => [`${name}.${constant.name}`, constant] as const),
  );

  it.each(constants.filter(([name]) => name !== 'System.Version'))('constant %s', (name, constant) => {
    expect(encoded(constant.type, linked.constant(constant))).toBe(real.constant[name]);
  });

  it('the version, but for the APIs that are still to come', () => {
    const version = linked.codecs.decode(
      RuntimeVersion,
      fromHex((real.constant['System.Version'] ?? '').slice(2)),
    );
    const ours = linked.codecs.decode(
      RuntimeVersion,
      finney202406.call('Core_version', new Uint8Array(), memoryStorage(), { verifySignature: () => false }),
    );
    expect({ ...ours, apis: [] }).toEqual({ ...version, apis: [] });
    expect(version.apis).toEqual(expect.arrayContaining([...ours.apis]));
  });

  const defaults = pallets.flatMap(({ name, storage }) =>
    storage
      .filter(({ fallback }) => fallback !== undefined)
      .map((item) => [`${name}.${item.name}`, item] as const),
  );

  it.each(defaults)('default of %s', (name, item) => {
    const value = item.default({ constant: (constant) => linked.constant(constant) });
    expect(encoded(item.type, value)).toBe(real.default[name]);
  });
});
