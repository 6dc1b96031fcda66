import { mergeConfig } from 'vitest/config';
import { shared } from '../../vitest.shared.js';

// A busy machine is slow, not wrong: what is waited for may take its time.
export default mergeConfig(shared, {
  test: { expect: { poll: { timeout: 10_000 } }, globalSetup: 'test/global-setup.ts' },
});
