/** Keeps what a simulation has shown so far: totals, curves, and CSV lines for whoever wants them. */
import type { EpochOutput } from '../types.js';
import {
  groupsOf,
  noTotals,
  perTao,
  POINT_FIELDS,
  recordGroup,
  type Group,
  type GroupTotals,
} from './groups.js';
import type { Scenario } from './scenario.js';
import { Series, type SeriesState } from './series.js';

export interface RecorderState {
  readonly totals: GroupTotals[];
  readonly series: SeriesState[];
}

export interface GroupSummary {
  readonly name: string;
  readonly role: string;
  readonly strategy: string;
  readonly count: number;
  /** Decimal rao, over all epochs. */
  readonly validatorEmissionRao: string;
  readonly serverEmissionRao: string;
  /** Rao of dividends per TAO of stake and epoch. */
  readonly dividendsPerStake: number;
  /** Part of all emission to servers. */
  readonly incentiveShare: number;
}

export class Recorder {
  readonly groups: readonly Group[];
  private readonly totals: GroupTotals[];
  readonly series: readonly Series[];

  constructor(
    private readonly scenario: Scenario,
    state?: RecorderState,
  ) {
    this.groups = groupsOf(scenario);
    this.totals = state?.totals ?? this.groups.map(noTotals);
    this.series = this.groups.map((_, g) => new Series(state?.series[g]));
  }

  get state(): RecorderState {
    return { totals: this.totals, series: this.series.map(({ state }) => state) };
  }

  /** Takes an epoch; returns its values per group, in the order of POINT_FIELDS. */
  record(epoch: number, output: EpochOutput): number[][] {
    return this.groups.map((group, g) => {
      const values = recordGroup(group, this.scenario, epoch, output, this.totals[g]!);
      this.series[g]!.push(epoch, values);
      return values;
    });
  }

  summary(): GroupSummary[] {
    const servers = this.totals.reduce((sum, { serverEmissionRao }) => sum + serverEmissionRao, 0n);
    return this.groups.map(({ name, role, strategy, uids }, g) => {
      const { validatorEmissionRao, serverEmissionRao, stakeRao } = this.totals[g]!;
      const share = servers === 0n ? 0 : Number((serverEmissionRao * 1_000_000_000n) / servers) / 1e9;
      return {
        name,
        role,
        strategy,
        count: uids.length,
        validatorEmissionRao: String(validatorEmissionRao),
        serverEmissionRao: String(serverEmissionRao),
        dividendsPerStake: perTao(validatorEmissionRao, stakeRao),
        incentiveShare: share,
      };
    });
  }
}

export const CSV_HEAD = `epoch,group,role,${POINT_FIELDS.join(',')}\n`;

/** A line per group; dividends per stake in rao per TAO, the others as shares of 1. */
export function csvLines(
  groups: readonly Group[],
  epoch: number,
  values: readonly (readonly number[])[],
): string {
  return groups
    .map(({ name, role }, g) => {
      const quoted = /[",\n]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
      return `${epoch},${quoted},${role},${values[g]!.map((value) => Number(value.toFixed(9))).join(',')}\n`;
    })
    .join('');
}
