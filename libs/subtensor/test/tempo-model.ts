/**
 * The economy of a small network in plain numbers and yuma-core's formulas alone: what the chain is compared with.
 * It knows nothing of storage, calls or the runtime.
 */
import {
  blockEmissionForIssuance,
  createYuma,
  emitThroughHotkey,
  isBlockOfEpoch,
  packRows,
  rootEpoch,
  rowOf,
  splitOwnerCut,
  type EpochInput2024,
} from '@yumanet/yuma-core';

export interface ModelNeuron {
  readonly hotkey: string;
  lastUpdate: bigint;
  readonly registeredAt: bigint;
  permit: boolean;
  weights: readonly (readonly [number, number])[];
  bonds: readonly number[];
}

export interface ModelSubnet {
  readonly netuid: number;
  readonly tempo: number;
  readonly owner: string;
  readonly neurons: ModelNeuron[];
  emission: bigint;
  pending: bigint;
  loaded: (readonly [string, bigint, bigint])[];
}

export interface ModelRoot {
  readonly tempo: number;
  readonly validators: { hotkey: string; weights: readonly (readonly [number, number])[] }[];
}

export class TempoModel {
  readonly #yuma = createYuma({ backend: 'reference' });
  readonly stakes = new Map<string, Map<string, bigint>>();
  readonly owners = new Map<string, string>();
  readonly takes = new Map<string, number>();
  readonly balances = new Map<string, bigint>();

  constructor(
    public issuance: bigint,
    readonly root: ModelRoot,
    readonly subnets: readonly ModelSubnet[],
    readonly parameters: {
      readonly ownerCut: number;
      readonly kappa: number;
      readonly rho: number;
      readonly activityCutoff: bigint;
      readonly bondsMovingAverage: bigint;
      readonly maxAllowedValidators: number;
    },
  ) {}

  step(block: bigint): void {
    this.#rootEpoch(block);
    for (const subnet of this.subnets) this.#pay(subnet);
    for (const subnet of this.subnets) this.#generate(subnet, block);
  }

  total(hotkey: string): bigint {
    return [...(this.stakes.get(hotkey)?.values() ?? [])].reduce((sum, rao) => sum + rao, 0n);
  }

  #rootEpoch(block: bigint): void {
    if (!isBlockOfEpoch(0, this.root.tempo, block)) return;
    const netuids = [0, ...this.subnets.map(({ netuid }) => netuid)];
    const shares = rootEpoch({
      validators: this.root.validators.map(({ hotkey, weights }) => ({
        stakeRao: this.total(hotkey),
        weights,
      })),
      netuids,
      rho: this.parameters.rho,
      kappa: this.parameters.kappa,
      blockEmissionRao: blockEmissionForIssuance(this.issuance),
    });
    this.subnets.forEach((subnet, k) => (subnet.emission = shares?.[k + 1] ?? subnet.emission));
  }

  #pay(subnet: ModelSubnet): void {
    for (const [hotkey, server, validator] of subnet.loaded) {
      const stakes = this.stakes.get(hotkey) ?? new Map<string, bigint>();
      const added = emitThroughHotkey({
        take: this.takes.get(hotkey) ?? null,
        stakes,
        owner: this.owners.get(hotkey) ?? '',
        totalHotkeyStakeRao: this.total(hotkey),
        serverEmissionRao: server,
        validatorEmissionRao: validator,
      });
      for (const [coldkey, rao] of added) stakes.set(coldkey, (stakes.get(coldkey) ?? 0n) + rao);
      this.stakes.set(hotkey, stakes);
      this.issuance += server + validator;
    }
    subnet.loaded = [];
  }

  #generate(subnet: ModelSubnet, block: bigint): void {
    const { ownerRao, pendingRao } = splitOwnerCut(subnet.emission, this.parameters.ownerCut);
    this.balances.set(subnet.owner, (this.balances.get(subnet.owner) ?? 0n) + ownerRao);
    this.issuance += ownerRao;
    subnet.pending += pendingRao;
    if (!isBlockOfEpoch(subnet.netuid, subnet.tempo, block)) return;
    const output = this.#yuma.runEpoch(this.#input(subnet, block));
    subnet.pending = 0n;
    subnet.loaded = subnet.neurons.map(({ hotkey }, uid) => [
      hotkey,
      output.serverEmissionRao[uid] ?? 0n,
      output.validatorEmissionRao[uid] ?? 0n,
    ]);
    subnet.neurons.forEach((neuron, uid) => {
      neuron.permit = output.newValidatorPermit[uid] === 1;
      neuron.bonds = [...rowOf(output.bonds, uid)];
    });
  }

  #input({ neurons, pending }: ModelSubnet, block: bigint): EpochInput2024 {
    return {
      ruleset: '2024',
      n: neurons.length,
      currentBlock: block,
      raoEmission: pending,
      activityCutoff: this.parameters.activityCutoff,
      lastUpdate: BigUint64Array.from(neurons.map(({ lastUpdate }) => lastUpdate)),
      blockAtRegistration: BigUint64Array.from(neurons.map(({ registeredAt }) => registeredAt)),
      stake: BigUint64Array.from(neurons.map(({ hotkey }) => this.total(hotkey))),
      validatorPermit: Uint8Array.from(neurons.map(({ permit }) => Number(permit))),
      maxAllowedValidators: this.parameters.maxAllowedValidators,
      kappa: this.parameters.kappa,
      bondsMovingAverage: this.parameters.bondsMovingAverage,
      weights: packRows(neurons.map(({ weights }) => weights.flat())),
      bonds: packRows(neurons.map(({ bonds }) => bonds)),
    };
  }
}
