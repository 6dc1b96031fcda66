import { expect, it } from 'vitest';
import { runEpochReference } from '../epoch/run-epoch.js';
import { firstDifference } from './compare-outputs.js';
import { randomEpoch } from './random-epoch.js';

it('finds a single changed element, a missing pair and another type, and nothing between equals', () => {
  const output = runEpochReference(randomEpoch(5));
  expect(firstDifference(output, structuredClone(output))).toBeNull();
  const changed = structuredClone(output);
  changed.raw.stake[1] = changed.raw.stake[1]! + 1n;
  expect(firstDifference(output, changed)).toMatch(/^raw\.stake\[1\]: expected/);
  const shorter = { ...output, bonds: { ...output.bonds, entries: new Uint16Array([1, 2, 3]) } };
  expect(firstDifference(output, shorter)).toMatch(/^bonds\.entries\.length/);
  expect(firstDifference(output, { ...output, active: [] as unknown as Uint8Array })).toMatch(/^active/);
});
