import { isDeepStrictEqual } from 'node:util';
import { CliError } from '../cli-error.js';
import type { Output } from '../output.js';
import { endLeftovers } from '../up/end-leftovers.js';
import { NetworkFolder } from '../up/network-folder.js';
import { runUp, type UpOptions } from '../up/run-up.js';
import { defaultNetwork, networkOf } from '../up/topology/default-network.js';
import { readNetworkFile } from '../up/topology/read-network-file.js';
import type { Topology } from '../up/topology/topology.js';

/** A stop that takes longer is no stop: what is left is ended by force. */
const STOP_DEADLINE_MS = { single: 5_000, cluster: 12_000 };

/** What a network is made of; of a file and a mechanism one at most. */
export interface Wanted {
  readonly file?: string | undefined;
  readonly mechanism?: string | undefined;
  /** Seconds; whatever the file says. */
  readonly blockTime?: number | undefined;
  /** Whatever the file says. */
  readonly rpcPort?: number | undefined;
}

export interface Place {
  readonly dataDir: string;
  readonly reset: boolean;
}

/**
 * Runs a whole network until SIGINT, SIGTERM or SIGHUP. Without a file or mechanism it is the one that the folder has, or the
 * default one.
 *
 * @throws CliError as `runUp`, BAD_INPUT for a file that is none, for a folder of something else or of a running network, and
 *   for other subnets than the folder's; ServiceError MECHANISM_NOT_FOUND, MECHANISM_INVALID.
 */
export async function up(output: Output, wanted: Wanted, place: Place, options: UpOptions): Promise<void> {
  // What is wrong with a file is said before anything is opened, or reset.
  const given = await givenTopology(wanted);
  await endLeftovers(place.dataDir);
  const folder = NetworkFolder.open(place.dataDir, place.reset);
  const controller = new AbortController();
  let stopMs = STOP_DEADLINE_MS.single;
  const stop = (): void => {
    controller.abort();
    setTimeout(() => process.exit(1), stopMs).unref();
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, stop);
  try {
    const topology = withBlockTime(topologyFor(folder, given), wanted);
    folder.keepTopology(topology);
    if (topology.cluster !== undefined) stopMs = STOP_DEADLINE_MS.cluster;
    // A port is this start's alone.
    const ports = { ...topology.ports, rpc: wanted.rpcPort ?? topology.ports.rpc };
    await runUp({ ...topology, ports }, folder, options, output, controller.signal);
  } finally {
    folder.release();
    for (const signal of signals) process.off(signal, stop);
  }
}

async function givenTopology({ file, mechanism }: Wanted): Promise<Topology | undefined> {
  if (file !== undefined && mechanism !== undefined)
    throw new CliError('BAD_INPUT', 'up: expected --file or --mechanism, got both');
  if (file !== undefined) return readNetworkFile(file);
  return mechanism === undefined ? undefined : networkOf(mechanism);
}

/** Subnets keep their netuid: those that the folder has must come first, and be the same. */
function topologyFor(folder: NetworkFolder, given: Topology | undefined): Topology {
  const kept = folder.topology();
  if (kept === undefined || given === undefined) return given ?? kept ?? defaultNetwork();
  const identity = ({ subnets }: Topology) => subnets.map(({ mechanism, owner }) => ({ mechanism, owner }));
  const begins = identity(given).slice(0, kept.subnets.length);
  if (isDeepStrictEqual(begins, identity(kept))) return given;
  throw new CliError(
    'BAD_INPUT',
    `subnets: expected those of ${folder.path} first, got others; --reset begins anew, --data-dir elsewhere`,
  );
}

const withBlockTime = (topology: Topology, { blockTime }: Wanted): Topology => ({
  ...topology,
  blockTime: blockTime ?? topology.blockTime,
});
