import { panic } from '@yumanet/frame';
import { YumaError } from '@yumanet/yuma-core';

/** Runs a formula; where upstream's arithmetic would panic (and stop the chain) the runtime stops too. */
export function stopOnArithmetic<T>(what: string, compute: () => T): T {
  try {
    return compute();
  } catch (error) {
    if (error instanceof YumaError) throw panic(`${what}: ${error.message}`);
    throw error;
  }
}
