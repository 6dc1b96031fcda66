import { describe, expect, it } from 'vitest';
import { nextNetuid, subnetToPrune } from './prune-subnet.js';

const subnets = (...rows: [netuid: number, registeredAt: bigint, emissionRao: bigint][]) =>
  rows.map(([netuid, registeredAt, emissionRao]) => ({ netuid, registeredAt, emissionRao }));

describe('subnetToPrune', () => {
  it('takes the lowest emission, then the oldest', () => {
    expect(subnetToPrune(subnets([1, 10n, 7n], [2, 30n, 5n], [3, 20n, 5n]), 100n, 50n)).toBe(3);
  });

  it('takes the highest netuid at an equal block', () => {
    expect(subnetToPrune(subnets([1, 20n, 5n], [2, 20n, 5n], [3, 20n, 6n]), 100n, 50n)).toBe(2);
  });

  it('passes over who is immune: until immunityPeriod blocks old', () => {
    const three = subnets([1, 51n, 0n], [2, 50n, 9n], [3, 40n, 10n]);
    expect(subnetToPrune(three, 100n, 50n)).toBe(2);
    expect(subnetToPrune(three, 100n, 61n)).toBeNull();
    expect(subnetToPrune(subnets([1, 200n, 0n]), 100n, 1n)).toBeNull(); // registered in the future: age 0
  });

  it('never takes root', () => {
    expect(subnetToPrune(subnets([0, 0n, 0n], [4, 0n, 9n]), 100n, 0n)).toBe(4);
    expect(subnetToPrune(subnets([0, 0n, 0n]), 100n, 0n)).toBeNull();
  });
});

describe('nextNetuid', () => {
  it('is the lowest free one above root', () => {
    expect(nextNetuid(new Set())).toBe(1);
    expect(nextNetuid(new Set([0, 1, 2, 4]))).toBe(3);
  });
});
