/** One interface over every way to run an epoch; all of them give the same bits. */
import { BACKENDS, type BackendName, type YumaEngine } from './engine.js';
import { YumaError } from './errors.js';
import { GpuEngine, type GpuOptions } from './gpu/gpu-engine.js';
import { ReferenceEngine } from './reference-engine.js';
import { ThreadsEngine } from './wasm/threads-engine.js';
import { WasmEngine } from './wasm/wasm-engine.js';

export { GpuEngine, type GpuDevice, type GpuFigures, type GpuOptions } from './gpu/gpu-engine.js';
export { BACKENDS, type BackendName, type YumaEngine } from './engine.js';

export interface YumaOptions {
  readonly backend: BackendName;
  /** `wasm-threads`: how many threads compute, the calling one included; 1 … 16, default 2. */
  readonly threads?: number;
  /** `wasm-threads`: how many weights an epoch must hold to be split over the threads; default 16,384. */
  readonly splitFrom?: number;
  /**
   * `wasm`: try the last epoch's consensus first. For epochs that follow each other with the same weights and stake; the
   * same bits in any case, a little slower where the guess fails.
   */
  readonly warmStart?: boolean;
  /** `gpu`: which device, and when. */
  readonly gpu?: GpuOptions;
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
      return new WasmEngine(options.warmStart);
    case 'wasm-threads':
      return new ThreadsEngine(options.threads, options.splitFrom);
    case 'gpu':
      return new GpuEngine(options.gpu);
    default:
      throw new YumaError(
        'UNKNOWN_BACKEND',
        `backend: expected ${BACKENDS.join(' or ')}, got ${String(options.backend)}`,
      );
  }
}
