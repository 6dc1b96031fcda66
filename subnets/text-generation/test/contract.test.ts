import { contractViolations } from '@yumanet/subnet-kit/testing';
import { expect, it } from 'vitest';
import { mechanism } from '../src/index.js';

it('fits the contract', async () => {
  // `openai` needs a server: openai.test.ts.
  const backends = ['ngram-6', 'ngram-1'];
  expect(await contractViolations(mechanism, { dataDir: () => '/nowhere', backends })).toEqual([]);
});
