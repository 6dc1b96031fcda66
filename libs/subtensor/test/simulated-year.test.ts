/** The simulated year's small twin: 20,000 blocks with idle blocks skipped and made one by one, the same digests. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { SimulatedYear, type YearOptions } from '../src/simulation/simulated-year.js';

const BLOCKS = 20_000;
const OPTIONS: Omit<YearOptions, 'skip'> = {
  subnets: 2,
  neurons: 4,
  validators: 2,
  seed: 185,
  // The first halving is crossed after some 30 of the 56 tempos.
  issuedTao: 10_490_000n,
  replaceEvery: 25,
  immunityBlocks: 5_000,
  recountEvery: 5,
  hash: (parts) => {
    const hash = createHash('sha256');
    for (const part of parts) hash.update(part);
    return hash.digest('hex');
  },
};

function* boundaries(skip: boolean) {
  const year = new SimulatedYear({ ...OPTIONS, skip });
  try {
    while (year.block < BLOCKS) yield { ...year.next(), year };
  } finally {
    year.dispose();
  }
}

describe('a simulated year', () => {
  it('is the same whether idle blocks are skipped or made: 20,000 blocks', { timeout: 120_000 }, () => {
    const single = boundaries(false);
    let last;
    for (const { year, ...skipped } of boundaries(true)) {
      const made = single.next().value;
      expect(skipped).toEqual({ ...made, year: undefined });
      last = year;
    }
    expect(last?.halvings).toBe(1);
    for (const call of ['burned_register', 'register_network', 'add_stake', 'remove_stake', 'set_weights'])
      expect(last?.counts.get(`${call} ok`) ?? 0, call).toBeGreaterThan(2);
  });
});
