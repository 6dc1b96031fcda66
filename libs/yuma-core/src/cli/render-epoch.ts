import plot from 'simple-ascii-chart';
import { U16_MAX } from '../fixed/fixed-format.js';
import type { EpochOutput } from '../types.js';
import { plainTable } from './table.js';

const ROWS_SHOWN = 24;
/** One epoch for people: who gets what, and how incentive and dividends are spread. */
export function renderEpoch(title: string, output: EpochOutput, all: boolean): string {
  const uids = byEmission(output);
  const shown = all ? uids : uids.slice(0, ROWS_SHOWN);
  const table = plainTable(
    ['uid', 'stake', 'permit', 'consensus', 'incentive', 'dividends', 'emission (rao)'],
    shown.map((uid) => [
      String(uid),
      share(output.raw.stake[uid]!),
      output.newValidatorPermit[uid] === 1 ? '✓' : '',
      String(output.consensus[uid]),
      String(output.incentive[uid]),
      String(output.dividends[uid]),
      grouped(output.emissionRao[uid]!),
    ]),
  );
  const hidden = uids.length - shown.length;
  const total = output.emissionRao.reduce((sum, rao) => sum + rao, 0n);
  return [
    `\n${title}: ruleset ${output.ruleset}, ${output.n} uids (u16 values: 65535 = 1.0)\n`,
    table,
    hidden > 0 ? `… and ${hidden} more uids (--all)` : '',
    `total emission: ${grouped(total)} rao`,
    plotShares(output),
    '',
  ].join('\n');
}

function byEmission(output: EpochOutput): number[] {
  const uids = Array.from({ length: output.n }, (_, uid) => uid);
  const emission = output.emissionRao;
  return uids.sort((a, b) => (emission[b]! > emission[a]! ? 1 : emission[b]! < emission[a]! ? -1 : a - b));
}

/** Incentive and dividends, each sorted, so that the shape of the distribution shows. */
function plotShares(output: EpochOutput): string {
  const curve = (values: Uint16Array): [number, number][] => {
    const earning = [...values].filter((value) => value > 0).sort((a, b) => b - a);
    return earning.map((value, rank) => [rank + 1, (100 * value) / Number(U16_MAX)]);
  };
  const curves = [curve(output.incentive), curve(output.dividends)];
  if (curves.some((points) => points.length < 2)) return '';
  return plot(curves, {
    title: 'share of incentive (miners) and of dividends (validators), % by rank',
    width: 72,
    height: 12,
    ...(process.stdout.isTTY ? { color: ['ansiCyan', 'ansiYellow'] } : {}),
    legend: { position: 'bottom', series: ['incentive', 'dividends'] },
    formatter: (value, { axis }) => (axis === 'x' ? String(Math.round(value)) : value.toFixed(1)),
  });
}

/** I32F32 bits as a percentage. */
function share(bits: bigint): string {
  return `${((100 * Number(bits)) / 2 ** 32).toFixed(3)} %`;
}

function grouped(rao: bigint): string {
  return rao.toString().replace(/\B(?=(\d{3})+$)/g, '_');
}
