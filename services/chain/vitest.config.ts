import { mergeConfig } from 'vitest/config';
import { shared } from '../../vitest.shared.js';

// After 25 s other watches mend a connection, too: what a test waits for must come before.
export default mergeConfig(shared, {
  test: { expect: { poll: { timeout: 10_000 } }, globalSetup: 'test/global-setup.ts' },
});
