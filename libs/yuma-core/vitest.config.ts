import { mergeConfig } from 'vitest/config';
import { shared } from '../../vitest.shared.js';

// Nothing here has module state: more than a hundred small files share a worker and its modules instead of starting one each.
export default mergeConfig(shared, { test: { isolate: false } });
