import { defineConfig } from 'vitest/config';

/** What every project's vitest.config.ts extends: tests stand beside their code, retries never hide a flake. */
export const shared = defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'bin/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    retry: 0,
    // nx forces colours on its children; what tests read from processes must be plain.
    env: { FORCE_COLOR: '0' },
    passWithNoTests: false,
    reporters: ['default'],
  },
});
