import { formatTao } from '../amount.js';

/** One neuron after an epoch was paid. Incentive and dividends are u16 proportions, 65535 = 1. */
export interface NeuronRow {
  readonly uid: number;
  readonly hotkey: string;
  readonly role: string;
  readonly stakeRao: bigint;
  readonly incentive: number;
  readonly dividends: number;
  readonly emissionRao: bigint;
}

/** A subnet after the payment of an epoch. */
export interface Tempo {
  readonly netuid: number;
  /** Block of the epoch; it is paid in the next one. */
  readonly epochBlock: number;
  readonly owner: string;
  readonly ownerFreeRao: bigint;
  readonly neurons: readonly NeuronRow[];
}

const HEAD = ['uid', 'hotkey', 'role', 'stake', 'incentive', 'dividends', 'emission'];
const U16_MAX = 65_535;

const share = (value: number): string => (value / U16_MAX).toFixed(4);

/** The tempo as aligned lines of text: a heading, a line a neuron, the owner. TAO. */
export function tempoText({ netuid, epochBlock, owner, ownerFreeRao, neurons }: Tempo): string {
  const rows = neurons.map((row) => [
    String(row.uid),
    row.hotkey,
    row.role,
    formatTao(row.stakeRao),
    share(row.incentive),
    share(row.dividends),
    formatTao(row.emissionRao),
  ]);
  const table = [HEAD, ...rows];
  const widths = HEAD.map((_, k) => Math.max(...table.map((row) => row[k]!.length)));
  const lines = table.map((row) =>
    row
      .map((cell, k) => (k === 1 || k === 2 ? cell.padEnd(widths[k]!) : cell.padStart(widths[k]!)))
      .join('  '),
  );
  return [
    `subnet ${netuid}, epoch of block ${epochBlock}, paid in block ${epochBlock + 1} (TAO)`,
    ...lines,
    `owner ${owner} has ${formatTao(ownerFreeRao)}`,
  ].join('\n');
}
