import { sleep, systemClock } from '@yumanet/service-kit';
import { CliError } from '../cli-error.js';
import type { Output } from '../output.js';
import { endLeftovers } from '../up/end-leftovers.js';
import { NetworkFolder } from '../up/network-folder.js';

/** A network that is told to stop ends itself by force before. */
const DEADLINE_MS = 15_000;
const LOOK_MS = 50;

/**
 * `yumanet down`: ends a network and waits until it has ended; one that does not run is down already.
 *
 * @throws CliError BAD_INPUT where there is no network's folder, TIMEOUT.
 */
export async function down(output: Output, dataDir: string): Promise<void> {
  const folder = NetworkFolder.find(dataDir);
  const run = folder.run();
  if (run === undefined) {
    const left = await endLeftovers(dataDir);
    folder.release();
    const text = left.length === 0 ? '' : `; what was left of one is ended: ${left.join(', ')}`;
    output.row({ dataDir, ended: null, left }, `no network runs in ${dataDir}${text}`);
    return;
  }
  process.kill(run.pid, 'SIGTERM');
  const clock = systemClock();
  const began = clock.monotonic();
  while (folder.run() !== undefined) {
    if (clock.monotonic() - began > DEADLINE_MS)
      throw new CliError(
        'TIMEOUT',
        `process ${run.pid}: expected it to end in ${DEADLINE_MS / 1_000} s, got nothing`,
      );
    await sleep(clock, LOOK_MS);
  }
  output.row({ dataDir, ended: run.pid }, `ended: process ${run.pid}`);
}
