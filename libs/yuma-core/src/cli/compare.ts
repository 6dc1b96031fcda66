import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { refusal } from '../errors.js';
import { compareGroups, type GroupComparison } from '../simulate/compare.js';
import { CASE_COUNT, caseScenario, describeCases } from '../simulate/cases.js';
import { applyChange, type Change } from '../simulate/set-path.js';
import { EXIT_INTERRUPTED, interruptSignal } from './interrupt.js';
import { EXIT_OK } from './json-lines.js';
import { defaultThreads, integerIn, threadCount } from './options.js';
import { runTasks } from './pool/run-tasks.js';
import { Progress } from './progress.js';
import { addChange } from './simulate.js';
import { readScenarioFile, type ScenarioFile } from './simulate/load.js';
import type { SimulateOutput } from './simulate/simulate-task.js';
import { plainTable } from './table.js';
import { engineVersion } from './version.js';

interface Options {
  readonly a: Change[];
  readonly b: Change[];
  readonly case?: number;
  readonly cases?: boolean;
  readonly seeds: number;
  readonly html?: string;
  readonly threads: number;
  readonly json?: boolean;
}

/** `yuma compare` */
export function compareCommand(program: Command): void {
  program
    .command('compare')
    .description('Two variants of a scenario side by side, on the same draws.')
    .argument('[scenario]', 'JSON file of variant A')
    .argument('[other]', 'JSON file of variant B; the same scenario if absent')
    .option('--a <path=value>', 'a field of variant A; may be given again', addChange, [])
    .option('--b <path=value>', 'a field of variant B; may be given again', addChange, [])
    .option(
      '--case <number>',
      `a published case instead of a file, 1 … ${CASE_COUNT}`,
      integerIn(1, CASE_COUNT),
    )
    .option('--cases', 'list the published cases')
    .option('--seeds <number>', 'draws, the same for both', integerIn(1, 100_000), 1)
    .option('--html <file>', 'write a page with both, of the first seed')
    .option('--threads <number>', 'threads', threadCount, defaultThreads())
    .option('--json', 'one JSON object, and no progress')
    .addHelpText(
      'after',
      `
Examples:
  yuma compare --case 2 --a rules.yuma=yuma2 --b rules.yuma=yuma3
  yuma compare scenario.json --b rules.kappa=0.6 --seeds 16
  yuma compare honest.json copier.json --html both.html`,
    )
    .action(run);
}

async function run(path: string | undefined, other: string | undefined, options: Options): Promise<void> {
  if (options.cases === true) {
    const cases = describeCases();
    process.stdout.write(`${options.json === true ? JSON.stringify({ cases }) : cases.join('\n')}\n`);
    return;
  }
  const a = variant(path, options.case, options.a);
  const b = variant(other ?? path, options.case, options.b);
  const progress = new Progress(
    'yuma compare',
    process.stderr,
    process.stderr.isTTY && options.json !== true,
  );
  const { signal, release } = interruptSignal();
  try {
    const [left, right] = await runBoth(a, b, options, signal, progress);
    progress.done();
    if (signal.aborted) {
      process.exitCode = EXIT_INTERRUPTED;
      return;
    }
    const groups = (runs: readonly SimulateOutput[]) => runs.map((one) => one.groups);
    const compared = compareGroups(groups(left), groups(right));
    const result = {
      engine: engineVersion(),
      a: describe(options.a),
      b: describe(options.b),
      groups: compared,
    };
    process.stdout.write(`${options.json === true ? JSON.stringify(result) : render(compared, options)}\n`);
    if (options.html !== undefined) await writePage(options.html, [a, b], [left[0]!, right[0]!], options);
    process.exitCode = EXIT_OK;
  } finally {
    release();
  }
}

function variant(path: string | undefined, id: number | undefined, changes: readonly Change[]): ScenarioFile {
  if (id === undefined && path === undefined) {
    throw refusal('MISSING_FIELD', 'scenario', 'a file or --case', undefined);
  }
  const file = id === undefined ? readScenarioFile(path!) : { source: caseScenario(id), folder: '.' };
  return { ...file, source: changes.reduce(applyChange, file.source) };
}

/** Both variants on the same seeds. */
async function runBoth(
  a: ScenarioFile,
  b: ScenarioFile,
  { seeds, threads }: Options,
  signal: AbortSignal,
  progress: Progress,
): Promise<[SimulateOutput[], SimulateOutput[]]> {
  const inputs = Array.from({ length: seeds }, (_, seed) => [
    { file: a, seed },
    { file: b, seed },
  ]).flat();
  const results: [SimulateOutput[], SimulateOutput[]] = [[], []];
  let done = 0;
  for await (const { index, result } of runTasks('simulate', inputs, { threads, signal })) {
    results[index % 2]![Math.floor(index / 2)] = result;
    progress.update(`${++done} of ${inputs.length} simulations`);
  }
  return results;
}

const describe = (changes: readonly Change[]) =>
  changes
    .map(({ path, value }) => `${path}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' ') || 'as it is';

function render(groups: readonly GroupComparison[], { a, b, seeds }: Options): string {
  const head = [
    'group',
    'strategy',
    'measure',
    'A',
    'B',
    'change %',
    ...(seeds > 1 ? ['± se of B − A'] : []),
  ];
  const rows = groups.map(({ name, role, strategy, a, b, change, differenceError }) => [
    name,
    strategy,
    role === 'validator' ? 'dividends per TAO (rao)' : 'incentive share',
    a.toPrecision(6),
    b.toPrecision(6),
    change === null ? '' : (100 * change).toFixed(2),
    ...(seeds > 1 ? [differenceError.toPrecision(2)] : []),
  ]);
  return `A: ${describe(a)}\nB: ${describe(b)}\n${plainTable(head, rows)}`;
}

async function writePage(
  path: string,
  files: readonly ScenarioFile[],
  runs: readonly SimulateOutput[],
  options: Options,
): Promise<void> {
  const { simulationReport } = await import('../simulate/report.js');
  const labels = [`A: ${describe(options.a)}`, `B: ${describe(options.b)}`];
  const page = simulationReport({
    title: typeof files[0]!.source['title'] === 'string' ? files[0]!.source['title'] : 'Comparison',
    runs: runs.map((run, k) => ({ label: labels[k]!, run })),
    parameters: JSON.stringify(
      { engine: engineVersion(), a: files[0]!.source, b: files[1]!.source },
      null,
      2,
    ),
  });
  writeFileSync(path, page);
}
