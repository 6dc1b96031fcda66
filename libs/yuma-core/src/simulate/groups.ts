/** What a scenario's groups get, per epoch and in all. */
import type { EpochOutput } from '../types.js';
import type { Scenario } from './scenario.js';

export type Role = 'validator' | 'miner';

export interface Group {
  readonly name: string;
  readonly role: Role;
  readonly strategy: string;
  readonly uids: readonly number[];
}

/** Of one group in one epoch. */
export const POINT_FIELDS = ['dividendsPerStake', 'dividends', 'incentive', 'bonds', 'trust'] as const;

/** Sums over epochs; rao stay integers. */
export interface GroupTotals {
  validatorEmissionRao: bigint;
  serverEmissionRao: bigint;
  /** Σ over epochs of the group's stake. */
  stakeRao: bigint;
}

const RAO_PER_TAO = 1_000_000_000n;

export function groupsOf({ participants }: Scenario): Group[] {
  const groups = new Map<string, { role: Role; strategy: string; uids: number[] }>();
  for (const { uid, group, strategy, miner } of participants) {
    const known = groups.get(group);
    if (known !== undefined) known.uids.push(uid);
    else if (strategy !== undefined)
      groups.set(group, { role: 'validator', strategy: strategy.name, uids: [uid] });
    else groups.set(group, { role: 'miner', strategy: miner!.name, uids: [uid] });
  }
  return [...groups].map(([name, group]) => ({ name, ...group }));
}

export function noTotals(): GroupTotals {
  return { validatorEmissionRao: 0n, serverEmissionRao: 0n, stakeRao: 0n };
}

/** Adds an epoch to a group's totals; returns the values of `POINT_FIELDS`. */
export function recordGroup(
  { uids }: Group,
  scenario: Scenario,
  epoch: number,
  output: EpochOutput,
  totals: GroupTotals,
): number[] {
  let [validators, servers, stake] = [0n, 0n, 0n];
  let [dividends, incentive, bonds, trust] = [0, 0, 0, 0];
  const { offsets, entries } = output.bonds;
  for (const uid of uids) {
    validators += output.validatorEmissionRao[uid]!;
    servers += output.serverEmissionRao[uid]!;
    stake += scenario.participants[uid]!.stake(epoch) >> 64n;
    dividends += Number(output.raw.dividends[uid]!);
    incentive += Number(output.raw.incentive[uid]!);
    trust += Number(output.raw.validatorTrust[uid]!);
    for (let k = 2 * offsets[uid]! + 1; k < 2 * offsets[uid + 1]!; k += 2) bonds += entries[k]!;
  }
  totals.validatorEmissionRao += validators;
  totals.serverEmissionRao += servers;
  totals.stakeRao += stake;
  const one = 2 ** 32;
  return [
    perTao(validators, stake),
    dividends / one,
    incentive / one,
    bonds / 65535,
    trust / one / uids.length,
  ];
}

/** Rao of dividends per TAO of stake; 0 without stake. */
export function perTao(rao: bigint, stakeRao: bigint): number {
  return stakeRao === 0n ? 0 : Number((rao * RAO_PER_TAO * 1_000_000n) / stakeRao) / 1e6;
}
