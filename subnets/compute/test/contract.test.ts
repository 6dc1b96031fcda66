import { contractViolations } from '@yumanet/subnet-kit/testing';
import { expect, it } from 'vitest';
import { mechanism } from '../src/index.js';

it('fits the contract', async () => {
  expect(await contractViolations(mechanism, { dataDir: () => '/nowhere' })).toEqual([]);
});
