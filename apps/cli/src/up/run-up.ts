import { setMaxListeners } from 'node:events';
import { addressOf } from '../account.js';
import { withApi } from '../connect.js';
import type { Output } from '../output.js';
import { epochLine, epochTable } from './epoch-row.js';
import { followEpochs, type Cast, type SubnetCast } from './follow-epochs.js';
import { LiveArea } from './live-area.js';
import type { Facts } from './part.js';
import { Phases, type Say } from './phases.js';
import type { NetworkFolder } from './network-folder.js';
import { NetworkParts } from './network-parts.js';
import { registerNeurons } from './register-neurons.js';
import { setUpNetwork } from './set-up-network.js';
import type { Subnet, Topology } from './topology/topology.js';

export interface UpOptions {
  /** One process per service, instead of one for all. */
  readonly split: boolean;
  /** How many epochs to show from the first paid one on; without it, until it is stopped. */
  readonly epochs: number | undefined;
  readonly version: string;
  /** Writes to a terminal; absent where there is none. */
  readonly terminal: ((text: string) => void) | undefined;
}

/**
 * Brings a whole network up, shows every epoch, and ends it when the signal aborts or a part of this process fails.
 *
 * @param folder of this network, held by nobody else.
 * @throws CliError FAILED with the part's name when one does not get ready.
 */
export async function runUp(
  topology: Topology,
  folder: NetworkFolder,
  options: UpOptions,
  output: Output,
  signal: AbortSignal,
): Promise<void> {
  const live = options.terminal && !output.json ? new LiveArea(options.terminal) : undefined;
  const say: Say = (data, text) => (live === undefined ? output.row(data, text) : live.say(text));
  const phases = new Phases(say);
  let facts: (NetworkFacts & { readonly version: string }) | undefined;
  const changed = (name: string, news: Facts): void => {
    if (facts === undefined) return;
    facts = { ...facts, parts: { ...facts.parts, [name]: news } };
    folder.writeRun(facts);
  };
  const parts = new NetworkParts(topology, folder, options, say, changed);
  // The network also ends by itself: after its epochs, or when a part does not start. What still starts then must hear of it.
  const done = new AbortController();
  const ended = AbortSignal.any([signal, parts.failed, done.signal]);
  // Every part listens to it while it starts: as many as the network has.
  setMaxListeners(0, ended);
  try {
    const cast = await bringUp(topology, parts, phases, ended);
    facts = { version: options.version, ...cast.facts };
    folder.writeRun(facts);
    say(
      { event: 'ready', ms: phases.total(), ...cast.facts },
      banner(cast, options.split || topology.cluster !== undefined, folder),
    );
    await showEpochs(cast, options.epochs, phases, say, live, ended);
    if (parts.failed.aborted) throw parts.failed.reason;
  } catch (error) {
    if (!signal.aborted) throw parts.failed.aborted ? parts.failed.reason : error;
  } finally {
    done.abort();
    await parts.stop();
  }
}

/** What `ready` says, and `yumanet status` reads. */
export interface NetworkFacts {
  readonly subnets: readonly { readonly netuid: number; readonly mechanism: string }[];
  /** By name; each with its addresses. */
  readonly parts: Readonly<Record<string, Facts>>;
}

interface RunningCast extends Cast {
  readonly facts: NetworkFacts;
}

async function bringUp(
  topology: Topology,
  parts: NetworkParts,
  phases: Phases,
  signal: AbortSignal,
): Promise<RunningCast> {
  const what = topology.cluster === undefined ? 'nats-server' : 'nats-servers, database';
  const below = await phases.run(what, () => parts.startBelow(signal));
  const chain = await phases.run('chain', () => parts.startChain(signal));
  const { netuids, head } = await phases.run('subnets and neurons registered', () =>
    withApi(chain.rpc, async (api) => {
      const made = await setUpNetwork(api, topology);
      await registerNeurons(api, topology, made);
      return { netuids: made, head: (await api.rpc.chain.getHeader()).number.toNumber() };
    }),
  );
  const services = await phases.run('emission, validators and miners', () =>
    parts.startServices(netuids, chain.nodes, signal),
  );
  const subnets = new Map<number, SubnetCast>();
  for (const [i, subnet] of topology.subnets.entries())
    subnets.set(netuids[i]!, await castOf(subnet, services));
  return {
    subnets,
    fromBlock: head,
    emissionGrpc: String(services['emission']!['grpc']),
    facts: {
      subnets: topology.subnets.map(({ mechanism }, i) => ({ netuid: netuids[i]!, mechanism })),
      parts: { ...below, ...chain.nodes, ...services },
    },
  };
}

async function castOf(
  { mechanism, validators, miners }: Subnet,
  services: Readonly<Record<string, Facts>>,
): Promise<SubnetCast> {
  const players = new Map<string, { name: string; role: string }>();
  for (const { hotkey, name } of validators)
    players.set(await addressOf(hotkey), { name, role: 'validator' });
  for (const { hotkey, name } of miners) players.set(await addressOf(hotkey), { name, role: 'miner' });
  return { mechanism, players, validatorGrpc: String(services[validators[0]!.name]!['grpc']) };
}

async function showEpochs(
  cast: Cast,
  limit: number | undefined,
  phases: Phases,
  say: Say,
  live: LiveArea | undefined,
  signal: AbortSignal,
): Promise<void> {
  const tables = new Map<number, string>();
  let shown = 0;
  let paid = false;
  for await (const epoch of followEpochs(cast, signal)) {
    const table = epochTable(epoch);
    say(
      { event: 'epoch', ...epoch },
      live === undefined ? `${table}\n${epochLine(epoch)}` : epochLine(epoch),
    );
    tables.set(epoch.netuid, `subnet ${epoch.netuid}: ${epoch.mechanism}\n${table}`);
    live?.show([...cast.subnets.keys()].flatMap((netuid) => tables.get(netuid) ?? []).join('\n'));
    if (!paid && epoch.neurons.some(({ role, emissionRao }) => role === 'miner' && emissionRao > 0n)) {
      paid = true;
      phases.note('first paid tempo');
    }
    // From the first that pays miners on: before, nobody is judged.
    if (paid && ++shown === limit) return;
  }
}

function banner({ facts }: RunningCast, split: boolean, folder: NetworkFolder): string {
  const width = Math.max(...Object.keys(facts.parts).map((name) => name.length), 11);
  const line = (name: string, text: unknown): string => `  ${name.padEnd(width)} ${String(text)}`;
  const subnets = facts.subnets.map(({ netuid, mechanism }) => `${netuid} ${mechanism}`);
  const how = split ? ', one process per service' : '';
  return [
    '',
    `Yumanet is running${how}: subnets ${subnets.join(', ')}. Public test keys; Ctrl-C ends it.`,
    ...Object.entries(facts.parts).map(([name, fact]) => line(name, addressOfPart(fact))),
    ...Object.values(facts.parts).flatMap(({ gateway }) =>
      typeof gateway === 'string' ? [line('gateway', `${gateway}/openapi.json`)] : [],
    ),
    line('state, logs', folder.path),
    '',
  ].join('\n');
}

/** Where a part is reached first of all. */
export const addressOfPart = (fact: Facts): string =>
  [fact['rpc'], fact['url'], fact['axon'], fact['grpc']].find((each) => typeof each === 'string') ?? '';
