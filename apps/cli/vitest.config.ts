import { mergeConfig } from 'vitest/config';
import { shared } from '../../vitest.shared.js';

// Nothing here has module state, so test files may share a worker's modules: loading them once saves half of the time.
export default mergeConfig(shared, { test: { isolate: false } });
