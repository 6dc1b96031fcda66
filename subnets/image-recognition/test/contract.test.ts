import { contractViolations } from '@yumanet/subnet-kit/testing';
import { afterAll, expect, it } from 'vitest';
import { mechanism } from '../src/index.js';
import { Readers } from './readers.js';

const readers = new Readers();
afterAll(() => readers.remove());

it('fits the contract', async () => {
  // One backend that learns and one that does not: quality.test.ts opens all of them.
  const options = { dataDir: readers.dataDir, backends: ['softmax', 'guess'] };
  expect(await contractViolations(mechanism, options)).toEqual([]);
});
