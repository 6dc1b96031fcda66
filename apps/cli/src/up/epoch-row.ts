import Table from 'cli-table3';
import { formatTao } from '../amount.js';

/** One neuron after an epoch. Incentive and dividends are u16 proportions, 65535 = 1. */
export interface NeuronRow {
  readonly uid: number;
  readonly hotkey: string;
  /** What the network calls it: `miner-cnn`; the address of a stranger. */
  readonly name: string;
  readonly role: string;
  readonly stakeRao: bigint;
  /** The validator's, 0 to 1; undefined before it has asked. */
  readonly score: number | undefined;
  readonly incentive: number;
  readonly dividends: number;
  readonly emissionRao: bigint;
}

/** An epoch with what the second opinion says of it. */
export interface EpochRow {
  readonly netuid: number;
  readonly mechanism: string;
  readonly block: number;
  readonly verdict: string;
  readonly raoEmission: bigint;
  /** The books of the blocks since the last epoch, in a line; undefined where the ledger is behind. */
  readonly audit: string | undefined;
  readonly neurons: readonly NeuronRow[];
}

const U16_MAX = 65_535;
const share = (value: number): string => (value / U16_MAX).toFixed(4);
const score = (value: number | undefined): string => value?.toFixed(3) ?? '';

/** The neurons as a table for people. TAO. */
export function epochTable({ neurons }: EpochRow): string {
  const right = 'right' as const;
  const table = new Table({
    head: ['uid', 'hotkey', 'name', 'role', 'stake', 'score', 'incentive', 'dividends', 'emission'],
    colAligns: [right, 'left', 'left', 'left', right, right, right, right, right],
    style: { head: [], border: [], compact: true },
  });
  for (const row of neurons) {
    table.push([
      row.uid,
      `${row.hotkey.slice(0, 8)}…`,
      row.name,
      row.role,
      formatTao(row.stakeRao),
      score(row.score),
      share(row.incentive),
      share(row.dividends),
      formatTao(row.emissionRao),
    ]);
  }
  return table.toString();
}

/** An epoch in one line. */
export function epochLine({
  netuid,
  mechanism,
  block,
  verdict,
  raoEmission,
  audit,
  neurons,
}: EpochRow): string {
  const sum = (role: string): string =>
    formatTao(neurons.filter((row) => row.role === role).reduce((rao, row) => rao + row.emissionRao, 0n));
  return `epoch of subnet ${netuid} (${mechanism}) in block ${block}: ${formatTao(raoEmission)} TAO, validators ${sum('validator')}, miners ${sum('miner')}; second opinion: ${verdict}${audit === undefined ? '' : `\n${audit}`}`;
}
