import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addressOf } from '../account.js';
import type { MinerNeuron } from './topology/topology.js';

/** Tells a copier whom it repeats, where the backend `copycat` looks for it. */
export async function writeVictim(dataDir: string, { hotkey, backend }: MinerNeuron): Promise<void> {
  const victim = { hotkey: await addressOf(hotkey), backend };
  await writeFile(join(dataDir, 'copycat.json'), `${JSON.stringify(victim)}\n`);
}
