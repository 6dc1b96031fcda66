import { InvalidArgumentError, type Command } from 'commander';
import plot from 'simple-ascii-chart';
import { blockEmissionForIssuance, halvingTable, type Halving } from '../economy/block-emission.js';
import { asU64 } from '../input/fields.js';
import { plainTable } from './table.js';

const RAO_PER_TAO = 1e9;
const BLOCKS_PER_YEAR = 7200 * 365;

interface Options {
  readonly issuance?: bigint;
  readonly curve?: boolean;
  readonly json?: boolean;
}

/** `yuma emission` */
export function emissionCommand(program: Command): void {
  const command = program
    .command('emission')
    .description('Block emission at an issuance, and the halving table.')
    .option('--issuance <rao>', 'total issuance in rao', readRao)
    .option('--curve', 'every halving, with a plot')
    .option('--json', 'JSON instead of text')
    .addHelpText(
      'after',
      `
Examples:
  yuma emission --issuance 10500000000000000
  yuma emission --curve
  yuma emission --curve --json | jq '.[1]'`,
    )
    .action((options: Options) => {
      if (options.issuance === undefined && options.curve !== true) command.help({ error: true });
      if (options.issuance !== undefined) printEmission(options.issuance, options.json === true);
      if (options.curve === true) printCurve(options.json === true);
    });
}

function readRao(text: string): bigint {
  try {
    return asU64('issuance', text);
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
}

function printEmission(issuance: bigint, json: boolean): void {
  const emission = blockEmissionForIssuance(issuance);
  const text = json
    ? JSON.stringify({ issuance: String(issuance), block_emission: String(emission) })
    : `${emission} rao per block at an issuance of ${issuance} rao`;
  process.stdout.write(`${text}\n`);
}

function printCurve(json: boolean): void {
  const table = halvingTable();
  if (json) {
    const rows = table.map((row) => ({
      issuance: String(row.issuanceRao),
      block_emission: String(row.emissionRao),
    }));
    process.stdout.write(`${JSON.stringify(rows)}\n`);
    return;
  }
  process.stdout.write(`${renderTable(table)}\n\n${renderPlot(table)}\n`);
}

/** Years count from the first block, if nothing is ever recycled: a JS number is exact enough for a plot. */
function yearsAt(table: readonly Halving[]): number[] {
  let blocks = 0;
  return table.map((row, k) => {
    const previous = table[k - 1];
    if (previous !== undefined) {
      blocks += Number(row.issuanceRao - previous.issuanceRao) / Number(previous.emissionRao);
    }
    return blocks / BLOCKS_PER_YEAR;
  });
}

function renderTable(table: readonly Halving[]): string {
  const years = yearsAt(table);
  return plainTable(
    ['halving', 'from issuance (TAO)', 'emission (rao per block)', 'years from block 0'],
    table.map((row, k) => [
      String(k),
      (Number(row.issuanceRao) / RAO_PER_TAO).toFixed(4),
      String(row.emissionRao),
      years[k]!.toFixed(2),
    ]),
  );
}

function renderPlot(table: readonly Halving[]): string {
  const years = yearsAt(table);
  const points = table
    .slice(0, 10)
    .map((row, k): [number, number] => [years[k]!, Number(row.issuanceRao) / RAO_PER_TAO / 1e6]);
  return plot(points, {
    title: 'issuance (million TAO) over years, without recycling',
    width: 72,
    height: 14,
    formatter: (value, { axis }) => (axis === 'x' ? value.toFixed(0) : value.toFixed(1)),
  });
}
