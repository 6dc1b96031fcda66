import type { Output } from '../output.js';
import { runUp, type UpOptions } from '../up/run-up.js';
import { DEFAULT_TOPOLOGY } from '../up/topology.js';

/** A stop that takes longer is no stop: what is left is ended by force. */
const STOP_DEADLINE_MS = 5_000;

/** Runs a whole network until SIGINT, SIGTERM or SIGHUP. @throws CliError as `runUp`. */
export async function up(output: Output, options: UpOptions): Promise<void> {
  const controller = new AbortController();
  const stop = (): void => {
    controller.abort();
    setTimeout(() => process.exit(1), STOP_DEADLINE_MS).unref();
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, stop);
  try {
    await runUp(DEFAULT_TOPOLOGY, options, output, controller.signal);
  } finally {
    for (const signal of signals) process.off(signal, stop);
  }
}
