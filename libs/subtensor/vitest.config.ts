import { mergeConfig } from 'vitest/config';
import { shared } from '../../vitest.shared.js';

// Nothing here has module state, so test files may share a worker's modules: loading the runtime once saves most of the time.
export default mergeConfig(shared, { test: { isolate: false } });
