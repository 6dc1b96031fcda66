import { writeFile } from 'node:fs/promises';
import { InvalidArgumentError, type Command } from 'commander';
import { benchCases } from '../bench/cases.js';
import { NATIVE_RUST } from '../bench/native-rust.js';
import { plotSvg } from '../bench/plot.js';
import { runCase, type BenchRow } from '../bench/run-case.js';
import { benchGpu } from './bench-gpu.js';
import { plainTable } from './table.js';

interface Options {
  readonly json?: boolean;
  readonly filter?: string;
  readonly seconds: number;
  readonly plot?: string;
  readonly list?: boolean;
  readonly gpu?: boolean;
}

/** `yuma bench` */
export function benchCommand(program: Command): void {
  program
    .command('bench')
    .description('Measure epochs: every engine in the same seconds, so that ratios hold on a busy machine.')
    .option('--filter <text>', 'only cases whose id contains this')
    .option('--seconds <number>', 'time per case', positive, 1)
    .option('--json', 'one JSON object per line instead of a table')
    .option('--plot <file>', 'write ns per weight against n as an SVG')
    .option('--gpu', 'instead: from which size on the proposals of a gpu.js device pay')
    .option('--list', 'only print the ids of the cases')
    .addHelpText(
      'after',
      `
float64 is the same epoch in plain JavaScript numbers: the yardstick of the run. Rust: ${NATIVE_RUST.source},
measured ${NATIVE_RUST.date} elsewhere. speed-up: two threads against one; capacity: what two independent epochs reach.`,
    )
    .action(async (options: Options) => {
      if (options.gpu === true) return benchGpu(options);
      const cases = benchCases().filter(({ id }) => id.includes(options.filter ?? ''));
      if (options.list === true) {
        for (const { id } of cases) process.stdout.write(`${id}\n`);
        return;
      }
      const rows: BenchRow[] = [];
      for (const benchCase of cases) {
        const measured = await runCase(benchCase, options.seconds);
        rows.push(...measured);
        if (options.json === true)
          for (const row of measured) process.stdout.write(`${JSON.stringify(row)}\n`);
        else process.stdout.write(`${render(measured)}\n`);
      }
      if (options.plot !== undefined) await writeFile(options.plot, plotSvg(rows));
    });
}

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 600)) throw new InvalidArgumentError('expected seconds in (0, 600]');
  return value;
}

const times = (ratio: number | undefined) =>
  ratio === undefined ? '' : `${ratio.toFixed(ratio < 10 ? 2 : 1)}x`;

function render(rows: readonly BenchRow[]): string {
  const head = [
    'id',
    'min ms',
    'median ms',
    'cpu ms',
    'ns/weight',
    'vs float64',
    'vs reference',
    'vs Rust',
    'in+out ms',
    'MiB',
    'speed-up',
    'capacity',
    'path',
  ];
  const cells = rows.map((row) => [
    row.id,
    row.minMs.toFixed(3),
    row.medianMs.toFixed(3),
    row.cpuMs.toFixed(3),
    row.nsPerWeight.toFixed(1),
    times(row.vsFloat64),
    times(row.vsReference),
    times(row.vsNativeRust),
    row.boundaryMs?.toFixed(3) ?? '',
    row.memoryBytes === undefined ? '' : (row.memoryBytes / 2 ** 20).toFixed(1),
    times(row.speedUp),
    times(row.capacity),
    row.path ?? '',
  ]);
  return `${plainTable(head, cells)}\n`;
}
