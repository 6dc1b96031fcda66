import { describe, expect, it } from 'vitest';
import { blockEmissionForIssuance, halvingTable } from './block-emission.js';

describe('blockEmissionForIssuance', () => {
  it('halves at exactly 10_500_000_000_000_000 rao', () => {
    expect(blockEmissionForIssuance(0n)).toBe(1_000_000_000n);
    expect(blockEmissionForIssuance(10_499_999_999_999_999n)).toBe(1_000_000_000n);
    expect(blockEmissionForIssuance(10_500_000_000_000_000n)).toBe(500_000_000n);
  });

  it('halves again whenever half of the rest is issued, exact to the rao', () => {
    expect(blockEmissionForIssuance(15_749_999_999_999_999n)).toBe(500_000_000n);
    expect(blockEmissionForIssuance(15_750_000_000_000_000n)).toBe(250_000_000n);
    expect(blockEmissionForIssuance(20_671_875_000_000_000n)).toBe(15_625_000n); // the sixth
  });

  it('is 0 at the total supply and beyond', () => {
    expect(blockEmissionForIssuance(21_000_000_000_000_000n)).toBe(0n);
    expect(blockEmissionForIssuance(2n ** 64n - 1n)).toBe(0n);
  });
});

describe('halvingTable', () => {
  it('finds every step of the curve from the first block to the end', () => {
    const table = halvingTable();
    expect(table.slice(0, 4)).toEqual([
      { issuanceRao: 0n, emissionRao: 1_000_000_000n },
      { issuanceRao: 10_500_000_000_000_000n, emissionRao: 500_000_000n },
      { issuanceRao: 15_750_000_000_000_000n, emissionRao: 250_000_000n },
      { issuanceRao: 18_375_000_000_000_000n, emissionRao: 125_000_000n },
    ]);
    expect(table.at(-1)!.emissionRao).toBe(0n);
  });
});
