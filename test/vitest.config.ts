import { defineConfig, mergeConfig } from 'vitest/config';
import { shared } from '../vitest.shared.js';

const merged = mergeConfig(
  shared,
  defineConfig({
    test: {
      // Each file starts chains of its own, and waits for their blocks most of the time: two at a time fill the cores.
      maxWorkers: 2,
      testTimeout: 300_000,
      hookTimeout: 300_000,
    },
  }),
);
// mergeConfig joins lists; the files of this project lie elsewhere than the others' do.
merged['test'] = {
  ...(merged['test'] as object),
  include: [
    '{interop,faults,fork,determinism,cli,chain-client,services,e2e,explorer,cluster,subnets,load,docs,security,deploy,upgrade}/**/*.test.ts',
  ],
};

export default merged;
