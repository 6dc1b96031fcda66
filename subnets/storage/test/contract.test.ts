import { contractViolations } from '@yumanet/subnet-kit/testing';
import { afterAll, expect, it } from 'vitest';
import { mechanism } from '../src/index.js';
import { Folders } from './folders.js';

const folders = new Folders();
afterAll(() => folders.remove());

it('fits the contract', async () => {
  expect(await contractViolations(mechanism, { dataDir: folders.dataDir })).toEqual([]);
});
