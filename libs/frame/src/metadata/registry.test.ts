import { describe, expect, it } from 'vitest';
import { Codecs } from '../scale/compile.js';
import * as t from '../types/build.js';
import type { Type } from '../types/type.js';
import { Registry } from './registry.js';

describe('Registry', () => {
  it('numbers equal types once, and types of one path with different parts apart', () => {
    const registry = new Registry(new Codecs({}));
    const pair = (): number => registry.id(t.tuple(t.u8, t.vec(t.u8)));
    expect(pair()).toBe(pair());
    const wrap = (inner: Type<number>): number =>
      registry.id(t.struct('a::Wrap', { inner }, [{ name: 'T', type: inner }]));
    expect(wrap(t.u8)).toBe(wrap(t.u8));
    expect(wrap(t.u8)).not.toBe(wrap(t.u16));
    expect(registry.entries.map(({ id }) => id)).toEqual(registry.entries.map((_, i) => i));
  });

  it('lets outer enums contain themselves', () => {
    const RuntimeCall = t.variant('rt::RuntimeCall', {
      many: t.v(0, t.vec(t.outer<never>('RuntimeCall'))),
    });
    const registry = new Registry(new Codecs({ RuntimeCall }));
    const id = registry.id(t.outer('RuntimeCall'));
    const list = registry.entries.find(({ def }) => def.tag === 'sequence');
    expect(list?.def).toEqual({ tag: 'sequence', value: id });
    expect(registry.entries[id]?.path).toEqual(['rt', 'RuntimeCall']);
  });

  it('names the types of fields', () => {
    const registry = new Registry(new Codecs({}));
    const id = registry.id(t.struct('a::Pair', { left: t.compact(t.u64), right: t.bytes }));
    expect(registry.entries[id]?.def).toMatchObject({
      value: [
        { name: 'left', typeName: 'u64' },
        { name: 'right', typeName: 'Vec<u8>' },
      ],
    });
  });

  it('describes options and results as clients expect them', () => {
    const registry = new Registry(new Codecs({}));
    const entry = registry.entries;
    const option = registry.id(t.option(t.u8));
    const result = registry.id(t.result(t.unit, t.str));
    expect(registry.entries[option]).toMatchObject({ path: ['Option'], params: [{ name: 'T' }] });
    expect(registry.entries[result]).toMatchObject({
      path: ['Result'],
      params: [{ name: 'T' }, { name: 'E' }],
    });
    expect(entry).toEqual([]);
  });
});
