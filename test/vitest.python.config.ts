import { defineConfig } from 'vitest/config';

/** The lane of the Python clients: `npm run test:interop:python` prepares what it needs and says so. */
export default defineConfig({
  test: {
    include: ['interop-python/**/*.test.ts'],
    testTimeout: 300_000,
    hookTimeout: 60_000,
    reporters: ['verbose'],
  },
});
