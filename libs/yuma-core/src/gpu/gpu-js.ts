/** What this package uses of gpu.js 2.24, structurally: gpu.js is an optional peer, so nothing here imports its types. */

/** A result that stays on the device, or (modes without one) a plain array. */
export type DeviceArray = Float32Array | { delete(): void };

export interface GpuKernel {
  (...args: readonly (DeviceArray | number)[]): DeviceArray;
  destroy(): void;
}

export interface KernelSettings {
  readonly output: readonly number[];
  readonly constants?: Readonly<Record<string, number>>;
  /** The result stays on the device. */
  readonly pipeline?: boolean;
  readonly immutable?: boolean;
  readonly precision?: 'single';
  readonly tactic?: 'precision';
  readonly loopMaxIterations?: number;
}

export interface GpuJs {
  readonly Kernel: { readonly mode?: string; readonly name: string } | null;
  readonly context: unknown;
  createKernel(source: (...args: never[]) => number, settings: KernelSettings): GpuKernel;
  destroy(): Promise<void>;
}

export type GpuConstructor = new (settings: { mode?: string; context?: unknown }) => GpuJs;

/** The context of a kernel function; gpu.js reads the function's source text and never calls it as it stands. */
export interface KernelThis {
  readonly thread: { readonly x: number };
  readonly constants: Readonly<Record<'n' | 'rows' | 'epochs', number>>;
}

/** A kernel whose output is read here. */
export function toArray(result: DeviceArray): Float32Array {
  return result instanceof Float32Array
    ? result
    : (result as unknown as { toArray(): Float32Array }).toArray();
}

export function release(result: DeviceArray): void {
  if (!(result instanceof Float32Array)) result.delete();
}
