import { addressOf } from '../account.js';
import type { NetworkFolder } from './network-folder.js';
import type { PortPool } from './port-pool.js';
import type { KindName, Settings } from './service-kinds.js';
import {
  emissionSettings,
  explorerSettings,
  minerSettings,
  validatorSettings,
  type Addresses,
  type Place,
  type ValidatorPlace,
} from './service-settings.js';
import { coordinatorNames, workerNames } from './topology/process-names.js';
import type { MinerNeuron, Subnet, Topology, ValidatorNeuron } from './topology/topology.js';
import { writeVictim } from './write-victim.js';

/** A service to be started. */
export interface Planned {
  readonly kind: KindName;
  readonly name: string;
  readonly settings: Settings;
}

export interface PlanOptions {
  readonly topology: Topology;
  readonly folder: NetworkFolder;
  readonly ports: PortPool;
  /** Of a process one that is known before, so that it can be started again on it; else 0: whatever is free at the time. */
  readonly port: () => Promise<number>;
  /** PostgreSQL of the ledger; undefined: in folders. */
  readonly databaseUrl?: string | undefined;
}

/** Keys of the workers: development accounts, as all keys here. */
export const workerUris = (workers: number): string[] =>
  Array.from({ length: workers }, (_, i) => `//Alice//worker-${i + 1}`);

/** What of a network is started after its chain, with the settings of each. */
export class ServicePlan {
  constructor(
    private readonly options: PlanOptions,
    private readonly at: Addresses,
  ) {}

  /** One that recomputes; with workers so many, that compute for the chain besides. */
  async emission(): Promise<Planned[]> {
    const { topology, folder, ports, port, databaseUrl } = this.options;
    const workers = workerUris(topology.emission.workers);
    const planned: Planned[] = [];
    for (let i = 0; i < Math.max(1, workers.length); i++) {
      const name = i === 0 ? 'emission' : `emission-${i + 1}`;
      // The first one where `yumanet explain` looks for it.
      const grpcPort = await (i === 0 ? ports.prefer(topology.ports.emission) : port());
      const place = { dataDir: folder.of(name), grpcPort, statusPort: await port() };
      const workerUri = workers[i];
      const own = {
        ...(workerUri === undefined ? {} : { workerUri }),
        ...(databaseUrl ? { databaseUrl } : {}),
      };
      planned.push({ kind: 'emission', name, settings: emissionSettings(this.at, { ...place, ...own }) });
    }
    return planned;
  }

  /** @param emission gRPC addresses of the emission services. */
  async explorer(emission: readonly string[]): Promise<Planned> {
    const { topology, ports, port } = this.options;
    const place = { port: await ports.prefer(topology.ports.explorer), statusPort: await port() };
    return { kind: 'explorer', name: 'explorer', settings: explorerSettings(this.at, emission, place) };
  }

  /** @param emission gRPC addresses of the emission services, which explain receipts. */
  async subnet(
    place: Place,
    { validators, miners }: Subnet,
    emission: readonly string[],
  ): Promise<Planned[]> {
    const { folder, port } = this.options;
    const planned: Planned[] = [];
    for (const neuron of miners) {
      const dataDir = folder.of(neuron.name);
      await this.tellVictim(neuron, miners, dataDir);
      // The axon keeps the port of its last start: a change would have to wait for the chain's limit of rate.
      const own = { dataDir, grpcPort: await port(), statusPort: await port() };
      planned.push({
        kind: 'miner',
        name: neuron.name,
        settings: minerSettings(this.at, place, neuron, own),
      });
    }
    for (const neuron of validators) planned.push(...(await this.validator(place, neuron, emission)));
    return planned;
  }

  private async validator(
    place: Place,
    neuron: ValidatorNeuron,
    emission: readonly string[],
  ): Promise<Planned[]> {
    const { port } = this.options;
    const workers = workerNames(neuron);
    const roles = [
      ...coordinatorNames(neuron).map((name) => [name, workers.length > 0 ? 'coordinator' : 'all'] as const),
      ...workers.map((name) => [name, 'worker'] as const),
    ];
    const { cluster } = this.options.topology;
    const lease = cluster === undefined ? {} : { leaseMs: cluster.lease * 1_000 };
    const planned: Planned[] = [];
    for (const [name, role] of roles) {
      const gateway = name === neuron.name ? await this.gatewayOf(neuron) : undefined;
      const own = { role, grpcPort: await port(), statusPort: await port(), gateway, ...lease };
      planned.push({
        kind: 'validator',
        name,
        settings: validatorSettings(this.at, emission, place, neuron, own),
      });
    }
    return planned;
  }

  /** Clients pay to the validator's coldkey. */
  private async gatewayOf({ name, gateway, coldkey }: ValidatorNeuron): Promise<ValidatorPlace['gateway']> {
    if (gateway === undefined) return undefined;
    const { ports, folder } = this.options;
    return {
      gatewayPort: await ports.prefer(gateway),
      gatewayDir: folder.of(`${name}/gateway`),
      gatewayDepositAddress: await addressOf(coldkey),
    };
  }

  private async tellVictim(
    { copies }: MinerNeuron,
    miners: readonly MinerNeuron[],
    dataDir: string,
  ): Promise<void> {
    const victim = miners.find(({ name }) => name === copies);
    if (victim) await writeVictim(dataDir, victim);
  }
}
