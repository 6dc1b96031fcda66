/** Finds the device that gpu.js runs on, and says what it is. */
import { YumaError } from '../errors.js';
import { toArray, type GpuConstructor, type GpuJs } from './gpu-js.js';
import { keep } from './median-kernels.js';

/** gpu.js modes that this package uses; `auto` takes WebGL where there is one, else `webasm`. */
export const GPU_MODES = ['auto', 'webgl2', 'webgl', 'headlessgl', 'webasm', 'cpu'] as const;
export type GpuMode = (typeof GPU_MODES)[number];

export interface GpuDevice {
  /** The gpu.js mode that runs: `webgl2`, `headlessgl`, `webasm` … */
  readonly mode: string;
  /** What the driver calls itself, or what stands in for a GPU. */
  readonly name: string;
  /** Whether a real GPU computes: not WebAssembly, not a software rasteriser. */
  readonly isHardware: boolean;
}

/** Drivers that draw on the processor. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render|paravirtual/i;
const UNMASKED_RENDERER = 0x9246;
const RENDERER = 0x1f01;

/** The part of a WebGL context that says what it is. */
interface Renderer {
  getExtension(name: string): unknown;
  getParameter(name: number): unknown;
}

/** Imports the optional peer; the specifier is a variable, so that no bundler insists on it. */
export async function importGpuJs(specifier = 'gpu.js'): Promise<GpuConstructor> {
  try {
    const module = (await import(/* @vite-ignore */ specifier)) as {
      GPU?: GpuConstructor;
      default?: { GPU?: GpuConstructor };
    };
    const found = module.GPU ?? module.default?.GPU;
    if (found !== undefined) return found;
  } catch (error) {
    throw missing(error instanceof Error ? error.message : String(error));
  }
  throw missing('a module without GPU');
}

function missing(got: string): YumaError {
  const line = got.split('\n')[0]!;
  return new YumaError(
    'UNSUPPORTED_PLATFORM',
    `gpu.js: expected the optional package (npm install gpu.js, or pass its GPU class), got ${line}; createYuma({ backend: 'wasm' }) needs none`,
    { missing: 'gpu.js' },
  );
}

/** Integers that a device must hold and give back. */
const PROBE = Float32Array.of(0, 1, 65535, 65536, 2 ** 24 - 1);

/** @throws YumaError UNSUPPORTED_PLATFORM where gpu.js cannot have that mode here, or cannot count with it. */
export function openDevice(Gpu: GpuConstructor, mode: GpuMode): { gpu: GpuJs; device: GpuDevice } {
  try {
    const gpu = new Gpu(mode === 'auto' ? {} : { mode });
    // gpu.js opens its context with the first kernel.
    const probe = gpu.createKernel(keep, {
      output: [PROBE.length],
      precision: 'single',
      tactic: 'precision',
    });
    const returned = toArray(probe(PROBE));
    probe.destroy();
    if (!PROBE.every((value, i) => returned[i] === value))
      throw new Error(`${String(PROBE)} as ${String(returned)}`);
    return { gpu, device: describeDevice(gpu) };
  } catch (error) {
    throw new YumaError(
      'UNSUPPORTED_PLATFORM',
      `gpu.js: expected mode ${mode}, got ${error instanceof Error ? error.message : String(error)}`,
      { missing: mode },
    );
  }
}

/** What runs, once a kernel was made. */
export function describeDevice(gpu: GpuJs): GpuDevice {
  const mode = modeOf(gpu);
  if (mode === 'webasm' || mode === 'cpu') {
    const name = mode === 'cpu' ? 'plain JavaScript' : 'WebAssembly of gpu.js, on the processor';
    return { mode, name, isHardware: false };
  }
  const name = rendererOf(gpu.context as Renderer | null);
  return { mode, name, isHardware: name !== UNKNOWN && !SOFTWARE.test(name) };
}

const UNKNOWN = 'a driver that does not say its name';

function rendererOf(context: Renderer | null): string {
  if (typeof context?.getParameter !== 'function') return UNKNOWN;
  const unmasked = context.getExtension('WEBGL_debug_renderer_info') !== null;
  const name = context.getParameter(unmasked ? UNMASKED_RENDERER : RENDERER);
  return typeof name === 'string' ? name : UNKNOWN;
}

const MODE_OF_CLASS: Readonly<Record<string, string>> = {
  HeadlessGLKernel: 'headlessgl',
  WebGL2Kernel: 'webgl2',
  WebGLKernel: 'webgl',
  WebAssemblyKernel: 'webasm',
  CPUKernel: 'cpu',
};

function modeOf(gpu: GpuJs): string {
  const Kernel = gpu.Kernel;
  return MODE_OF_CLASS[Kernel?.name ?? ''] ?? Kernel?.mode ?? 'unknown';
}
