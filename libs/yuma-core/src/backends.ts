/** One interface over every way to run an epoch; all of them give the same bits. */
import { BACKENDS, type BackendName, type YumaEngine } from './engine.js';
import { YumaError } from './errors.js';
import { ReferenceEngine } from './reference-engine.js';
import { WasmEngine } from './wasm/wasm-engine.js';

export { BACKENDS, type BackendName, type YumaEngine } from './engine.js';

export interface YumaOptions {
  readonly backend: BackendName;
}

/**
 * Makes an engine.
 *
 * @throws YumaError UNKNOWN_BACKEND, or UNSUPPORTED_PLATFORM where the platform lacks what the backend needs.
 */
export function createYuma(options: YumaOptions): YumaEngine {
  switch (options.backend) {
    case 'reference':
      return new ReferenceEngine();
    case 'wasm':
      return new WasmEngine();
    default:
      throw new YumaError(
        'UNKNOWN_BACKEND',
        `backend: expected ${BACKENDS.join(' or ')}, got ${String(options.backend)}`,
      );
  }
}
