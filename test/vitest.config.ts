import { defineConfig, mergeConfig } from 'vitest/config';
import { shared } from '../vitest.shared.js';

const merged = mergeConfig(shared, {});

// Each file starts chains of its own: one at a time, so that they do not fight for the cores.
export default defineConfig({
  ...merged,
  test: {
    ...merged['test'],
    include: ['{interop,faults,determinism,cli}/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
