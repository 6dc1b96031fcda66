import { expect, it } from 'vitest';
import { byContent } from './by-content.js';

function counted() {
  const made: number[] = [];
  const make = byContent((bytes) => {
    if (bytes[0] === 255) throw new Error('not of these');
    made.push(bytes[0]!);
    return { of: bytes[0] };
  });
  return { made, make };
}

it('makes one thing of one content, whoever has it', () => {
  const { made, make } = counted();
  const first = make(Uint8Array.of(1));
  expect(make(Uint8Array.of(1))).toBe(first);
  expect(make(Uint8Array.of(2))).not.toBe(first);
  expect(made).toEqual([1, 2]);
});

it('keeps the last four', () => {
  const { made, make } = counted();
  for (const each of [1, 2, 3, 4, 5, 5, 2, 1]) make(Uint8Array.of(each));
  expect(made).toEqual([1, 2, 3, 4, 5, 1]);
});

it('keeps no failure', () => {
  const { make } = counted();
  for (let i = 0; i < 2; i += 1) expect(() => make(Uint8Array.of(255))).toThrow('not of these');
});
