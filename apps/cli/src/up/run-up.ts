import { addressOf } from '../account.js';
import { withApi } from '../connect.js';
import type { Output } from '../output.js';
import { epochLine, epochTable } from './epoch-row.js';
import { followEpochs, type Cast } from './follow-epochs.js';
import { LiveArea } from './live-area.js';
import type { Facts } from './part.js';
import { NetworkFolder } from './network-folder.js';
import { NetworkParts } from './network-parts.js';
import { setUpNetwork } from './set-up-network.js';
import type { Topology } from './topology.js';

export interface UpOptions {
  readonly dataDir: string;
  readonly reset: boolean;
  /** One process per service, instead of one for all. */
  readonly split: boolean;
  /** JSON-RPC of the chain; 0: any free one. */
  readonly rpcPort: number;
  /** How many epochs to show; without it, until it is stopped. */
  readonly epochs: number | undefined;
  readonly version: string;
  /** Writes to a terminal; absent where there is none. */
  readonly terminal: ((text: string) => void) | undefined;
}

/**
 * Brings a whole network up, shows every epoch, and ends it when the signal aborts or a part of this process fails.
 *
 * @throws CliError FAILED with the part's name when one does not get ready.
 */
export async function runUp(
  topology: Topology,
  options: UpOptions,
  output: Output,
  signal: AbortSignal,
): Promise<void> {
  const folder = NetworkFolder.open(options.dataDir, options.reset);
  const live = options.terminal && !output.json ? new LiveArea(options.terminal) : undefined;
  const say = (data: Readonly<Record<string, unknown>>, text: string): void =>
    live === undefined ? output.row(data, text) : live.say(text);
  const phases = new Phases(say);
  const parts = new NetworkParts(topology, folder, options, say);
  const ended = AbortSignal.any([signal, parts.failed]);
  try {
    const cast = await bringUp(topology, parts, phases, ended);
    say({ event: 'ready', ms: phases.total(), ...cast.facts }, banner(cast, options, folder));
    await showEpochs(cast, options.epochs, phases, say, live, ended);
    if (parts.failed.aborted) throw parts.failed.reason;
  } catch (error) {
    if (!signal.aborted) throw parts.failed.aborted ? parts.failed.reason : error;
  } finally {
    await parts.stop();
  }
}

interface RunningCast extends Cast {
  readonly facts: Readonly<Record<string, Facts | number>>;
}

async function bringUp(
  topology: Topology,
  parts: NetworkParts,
  phases: Phases,
  signal: AbortSignal,
): Promise<RunningCast> {
  const nats = await phases.run('nats-server', () => parts.startNats(signal));
  const chain = await phases.run('chain', () => parts.startChain(signal));
  const { netuid, head } = await phases.run('subnet registered', () =>
    withApi(String(chain['rpc']), async (api) => ({
      netuid: await setUpNetwork(api, topology),
      head: (await api.rpc.chain.getHeader()).number.toNumber(),
    })),
  );
  const services = await phases.run('validator and miners registered', () =>
    parts.startServices(netuid, chain, signal),
  );
  const players = new Map<string, { name: string; role: string }>();
  for (const { hotkey, name } of topology.validators)
    players.set(await addressOf(hotkey), { name, role: 'validator' });
  for (const { hotkey, name } of topology.miners)
    players.set(await addressOf(hotkey), { name, role: 'miner' });
  return {
    netuid,
    fromBlock: head,
    players,
    emissionGrpc: String(services['emission']!['grpc']),
    validatorGrpc: String(services[topology.validators[0]!.name]!['grpc']),
    facts: { netuid, 'nats-server': nats, chain, ...services },
  };
}

async function showEpochs(
  cast: Cast,
  limit: number | undefined,
  phases: Phases,
  say: (data: Readonly<Record<string, unknown>>, text: string) => void,
  live: LiveArea | undefined,
  signal: AbortSignal,
): Promise<void> {
  let shown = 0;
  let paid = false;
  for await (const epoch of followEpochs(cast, signal)) {
    const table = epochTable(epoch);
    say(
      { event: 'epoch', ...epoch },
      live === undefined ? `${table}\n${epochLine(epoch)}` : epochLine(epoch),
    );
    live?.show(table);
    if (!paid && epoch.neurons.some(({ role, emissionRao }) => role === 'miner' && emissionRao > 0n)) {
      paid = true;
      phases.note('first paid tempo');
    }
    if (++shown === limit) return;
  }
}

/** Says what is being waited for, and how long it took. */
class Phases {
  private readonly began = performance.now();

  constructor(private readonly say: (data: Readonly<Record<string, unknown>>, text: string) => void) {}

  total(): number {
    return Math.round(performance.now() - this.began);
  }

  async run<T>(phase: string, work: () => Promise<T>): Promise<T> {
    const began = performance.now();
    const result = await work();
    const ms = Math.round(performance.now() - began);
    this.say(
      { event: 'phase', phase, ms, totalMs: this.total() },
      `${phase.padEnd(32)} ${(ms / 1000).toFixed(1)} s`,
    );
    return result;
  }

  note(phase: string): void {
    const totalMs = this.total();
    this.say({ event: 'phase', phase, totalMs }, `${phase} after ${(totalMs / 1000).toFixed(1)} s`);
  }
}

function banner({ facts, netuid }: RunningCast, { split }: UpOptions, folder: NetworkFolder): string {
  const line = (name: string, text: unknown): string => `  ${name.padEnd(14)} ${String(text)}`;
  const parts = Object.entries(facts).flatMap(([name, fact]) => {
    if (typeof fact === 'number') return [];
    return [line(name, fact['rpc'] ?? fact['url'] ?? fact['axon'] ?? fact['grpc'])];
  });
  return [
    '',
    `Yumanet: subnet ${netuid} is running${split ? ', one process per service' : ''}. Public test keys; Ctrl-C ends it.`,
    ...parts,
    line('state, logs', folder.path),
    '',
  ].join('\n');
}
