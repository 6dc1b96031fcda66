import { InvalidArgumentError, type Command } from 'commander';
import { createYuma } from '../backends.js';
import { statistics } from '../map/statistics.js';
import { MINERS } from '../simulate/miners/index.js';
import type { GroupSummary } from '../simulate/recorder.js';
import { GROUP_HEAD, groupCells } from '../simulate/report.js';
import { applyChange, readChange, type Change } from '../simulate/set-path.js';
import { STRATEGIES } from '../simulate/strategies/index.js';
import { EXIT_INTERRUPTED, interruptSignal } from './interrupt.js';
import { EXIT_OK } from './json-lines.js';
import { defaultThreads, integerIn, threadCount } from './options.js';
import { runTasks } from './pool/run-tasks.js';
import { Progress } from './progress.js';
import { loadScenario, readScenarioFile, type ScenarioFile } from './simulate/load.js';
import { runOne } from './simulate/run-one.js';
import { plainTable } from './table.js';

interface Options {
  readonly set: Change[];
  readonly epochs?: number;
  readonly seed?: number;
  readonly seeds?: number;
  readonly out?: string;
  readonly every: number;
  readonly resume?: boolean;
  readonly threads: number;
  readonly json?: boolean;
}

/** `yuma simulate` */
export function simulateCommand(program: Command): void {
  program
    .command('simulate')
    .description('Run a scenario of validators and miners over many exact epochs.')
    .argument('<scenario>', 'JSON file')
    .option('--set <path=value>', 'change a field of the scenario; may be given again', addChange, [])
    .option('--epochs <number>', "epochs, instead of the scenario's", integerIn(1, 100_000_000))
    .option('--seed <number>', "seed, instead of the scenario's", integerIn(0, 2 ** 32 - 1))
    .option(
      '--seeds <number>',
      'a sweep over that many seeds: means and standard errors',
      integerIn(1, 1_000_000),
    )
    .option('--out <folder>', 'write groups.csv, summary.json and report.html')
    .option('--every <number>', 'epochs per line of groups.csv', integerIn(1, 100_000_000), 1)
    .option('--resume', 'go on with what an interrupted run has left in --out')
    .option('--threads <number>', 'threads of a sweep', threadCount, defaultThreads())
    .option('--json', 'JSON lines, and no progress')
    .addHelpText('after', helpText())
    .action(run);
}

/** Collects `--set`. */
export function addChange(text: string, changes: Change[]): Change[] {
  if (!/^[^=]+=/.test(text)) throw new InvalidArgumentError('expected path=value');
  return [...changes, readChange(text)];
}

function helpText(): string {
  const list = (types: readonly { name: string; help: string }[]) =>
    types.map(({ name, help }) => `  ${name.padEnd(17)} ${help}`).join('\n');
  return `
Examples:
  yuma simulate scenario.json
  yuma simulate scenario.json --set rules.yuma=yuma2 --out result
  yuma simulate scenario.json --seeds 32 --threads 2

A scenario: {"epochs": 40, "rules": {"yuma": "yuma3", "kappa": 0.5}, "validators": [{"name": "honest", "count": 3,
"stakeTao": 1000, "strategy": {"name": "honest", "noise": 0.05}}], "miners": [{"name": "good", "count": 8,
"strategy": {"name": "steady", "quality": 0.8}}]}. Instead of both: "metagraph": {"file": "finney_sn15.jsonl"} (packaged)
and "overrides": [{"uids": [3], "name": "copier", "strategy": "weight-copier"}].

Validators' strategies:
${list(STRATEGIES)}
Miners' strategies:
${list(MINERS)}`;
}

/** The scenario with the changes of the command line. */
export function changedFile(path: string, changes: readonly Change[]): ScenarioFile {
  const file = readScenarioFile(path);
  return { ...file, source: changes.reduce(applyChange, file.source) };
}

async function run(path: string, options: Options): Promise<void> {
  const epochs = options.epochs === undefined ? [] : [{ path: 'epochs', value: options.epochs }];
  const seed = options.seed === undefined ? [] : [{ path: 'seed', value: options.seed }];
  const file = changedFile(path, [...options.set, ...epochs, ...seed]);
  const progress = new Progress(
    'yuma simulate',
    process.stderr,
    process.stderr.isTTY && options.json !== true,
  );
  const { signal, release } = interruptSignal();
  const engine = createYuma({ backend: 'wasm', warmStart: true });
  try {
    const scenario = loadScenario(file, engine);
    if (options.seeds === undefined) {
      const { out, resume = false, every } = options;
      const { series: _, ...result } = await runOne(scenario, engine, {
        out,
        resume,
        every,
        signal,
        progress,
      });
      const speed = `${result.epochsDone} of ${result.epochs} epochs, ${result.epochsPerSecond.toFixed(0)}/s`;
      const text = [
        scenario.title,
        plainTable(GROUP_HEAD, result.groups.map(groupCells)),
        speed,
        ...result.files,
      ];
      process.stdout.write(options.json === true ? `${JSON.stringify(result)}\n` : `${text.join('\n')}\n`);
    } else {
      await sweep(file, scenario.seed, options.seeds, options, signal, progress);
    }
    process.exitCode = signal.aborted ? EXIT_INTERRUPTED : EXIT_OK;
  } finally {
    engine.dispose();
    release();
    progress.done();
  }
}

async function sweep(
  file: ScenarioFile,
  first: number,
  count: number,
  { threads, json }: Options,
  signal: AbortSignal,
  progress: Progress,
): Promise<void> {
  const inputs = Array.from({ length: count }, (_, k) => ({ file, seed: first + k }));
  // By seed, so that the sums below do not depend on who was first.
  const groups: (readonly GroupSummary[] | undefined)[] = inputs.map(() => undefined);
  const started = performance.now();
  let epochs = 0;
  for await (const { index, result } of runTasks('simulate', inputs, { threads, signal })) {
    groups[index] = result.groups;
    epochs += result.epochs;
    progress.update(`${epochs} epochs`);
    if (json === true) {
      process.stdout.write(`${JSON.stringify({ seed: first + index, groups: result.groups })}\n`);
    }
  }
  const seconds = (performance.now() - started) / 1000;
  const speed = { epochs, seconds, epochsPerSecond: epochs / seconds, threads };
  const rows = sweepRows(groups.filter((one) => one !== undefined));
  if (json === true) return void process.stdout.write(`${JSON.stringify({ means: rows, ...speed })}\n`);
  const cells = rows.map(({ name, strategy, mean, se }) => [
    name,
    strategy,
    mean.toPrecision(6),
    se.toPrecision(2),
  ]);
  const head = ['group', 'strategy', 'dividends per TAO (rao), or incentive share', '± se'];
  process.stdout.write(
    `${plainTable(head, cells)}\n${epochs} epochs, ${speed.epochsPerSecond.toFixed(0)}/s on ${threads} threads\n`,
  );
}

function sweepRows(runs: readonly (readonly GroupSummary[])[]) {
  return (runs[0] ?? []).map(({ name, role, strategy }, g) => {
    const values = runs.map((groups) =>
      role === 'validator' ? groups[g]!.dividendsPerStake : groups[g]!.incentiveShare,
    );
    return { name, role, strategy, ...statistics(values) };
  });
}
