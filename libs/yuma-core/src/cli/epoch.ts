import { Option, type Command } from 'commander';
import { BACKENDS, createYuma, GpuEngine, type BackendName } from '../backends.js';
import { EPOCH_FORMATS, readEpochLine, writeEpochOutput, type EpochFormat } from '../golden/epoch-line.js';
import type { JsonObject } from '../input/fields.js';
import { processLines } from './json-lines.js';
import { renderEpoch } from './render-epoch.js';

interface Options {
  readonly backend: BackendName;
  readonly format: EpochFormat;
  readonly table?: boolean;
  readonly all?: boolean;
  readonly json?: boolean;
}

/** Above this many entries an epoch can take the reference longer than a second: say so before it starts. */
const SLOW_ENTRIES = 100_000;

/** `yuma epoch [FILE]` */
export function epochCommand(program: Command): void {
  program
    .command('epoch')
    .description('Run epochs: JSON lines in, the same lines with "output" out.')
    .argument('[file]', 'file of JSON lines, each with an "input"; standard input if absent or -')
    .addOption(new Option('--backend <name>', 'what computes').choices([...BACKENDS]).default('reference'))
    .addOption(
      new Option('--format <name>', 'golden: ruleset 2026; golden2024: g-epoch lines, ruleset 2024')
        .choices([...EPOCH_FORMATS])
        .default('golden'),
    )
    .option('--table', 'print a table and a plot for people instead of JSON')
    .option('--all', 'with --table: every uid, not only the 24 with the largest emission')
    .option('--json', 'JSON lines (the default), and no progress')
    .addHelpText(
      'after',
      `
Examples:
  yuma epoch test/vectors/public.jsonl | jq .output.incentive
  yuma epoch --format golden2024 < g-epoch.185.jsonl
  yuma epoch --table test/vectors/finney_sn15.jsonl

A malformed line gives {"id", "line", "error": {"code", "message"}} in its place; exit code 1.`,
    )
    .action(async (file: string | undefined, options: Options) => {
      const engine = createYuma({ backend: options.backend });
      try {
        await engine.whenReady();
        if (engine instanceof GpuEngine && options.json !== true)
          process.stderr.write(`${sayDevice(engine)}\n`);
        process.exitCode = await processLines({
          name: 'yuma epoch',
          file,
          quiet: options.json === true,
          compute: (line, progress) => {
            const input = readEpochLine(options.format, line);
            const entries = (input.weights.entries.length + input.bonds.entries.length) / 2;
            if (entries > SLOW_ENTRIES) progress.announce(`n=${input.n}, ${entries} weights and bonds …`);
            const output = engine.runEpoch(input);
            if (options.table === true)
              process.stdout.write(renderEpoch(title(line), output, options.all === true));
            return options.table === true ? undefined : { ...line, output: writeEpochOutput(output, line) };
          },
        });
      } finally {
        engine.dispose();
      }
    });
}

function sayDevice({ device }: GpuEngine): string {
  const { mode, name, isHardware } = device!;
  return `yuma epoch: gpu.js ${mode} (${name}): ${isHardware ? 'a GPU' : 'no real GPU'}, used where it is faster; every median is certified`;
}

function title(line: JsonObject): string {
  return typeof line['id'] === 'string' ? line['id'] : 'epoch';
}
