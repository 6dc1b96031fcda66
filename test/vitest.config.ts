import { defineConfig, mergeConfig } from 'vitest/config';
import { shared } from '../vitest.shared.js';

const merged = mergeConfig(
  shared,
  defineConfig({
    test: {
      // Each file starts chains of its own: one at a time, so that they do not fight for the cores.
      fileParallelism: false,
      testTimeout: 60_000,
      hookTimeout: 60_000,
    },
  }),
);
// mergeConfig joins lists; the files of this project lie elsewhere than the others' do.
merged['test'] = {
  ...(merged['test'] as object),
  include: ['{interop,faults,determinism,cli,chain-client,services,e2e,cluster}/**/*.test.ts'],
};

export default merged;
