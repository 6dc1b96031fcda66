import { expect, it } from 'vitest';
import { renderCrossover } from './bench-gpu.js';

it('names the device first, and says when it is no GPU', () => {
  const row = {
    id: 'gpu/n=256/v=64',
    device: { mode: 'webasm', name: 'a stand-in', isHardware: false },
    wasmMs: 1,
    warmMs: 0.9,
    residentMs: 2,
    changedMs: 4,
    runs: 3,
    residentGain: 0.5,
    changedGain: 0.25,
    recomputedShare: 0,
  };
  expect(renderCrossover([row])).toMatch(/^gpu\.js webasm \(a stand-in\): no real GPU\n/);
  expect(renderCrossover([row])).toContain('0.50x');
  expect(renderCrossover([])).toBe('no such case\n');
});
