import { expect, it } from 'vitest';
import { benchCases } from './cases.js';
import { NATIVE_RUST } from './native-rust.js';

it('ids are unique, and every packaged Rust figure belongs to a case', () => {
  const ids = benchCases().map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const shapes = new Set(ids.map((id) => id.replace(/^epoch\//, '')));
  expect([...NATIVE_RUST.milliseconds.keys()].filter((key) => !shapes.has(key))).toEqual([]);
});

it('has the real subnet and the whole network', () => {
  const ids = benchCases().map(({ id }) => id);
  expect(ids.filter((id) => id.startsWith('finney_sn15/'))).toHaveLength(3);
  expect(ids).toContain('subnets=128/n=256/v=64/density=1/yuma2');
});
