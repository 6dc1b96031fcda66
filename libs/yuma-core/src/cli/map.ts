import { InvalidArgumentError, Option, type Command } from 'commander';
import { createYuma } from '../backends.js';
import { refusal } from '../errors.js';
import { describeAnswer, type Answer } from '../map/answer.js';
import { CellRunner } from '../map/cell.js';
import { sampleGraph } from '../map/graph.js';
import { NormalSampler } from '../map/normal.js';
import { checkPoint, DOCUMENTED_POINT, GRID_STEPS, STUDY_STAKES, type MapPoint } from '../map/point.js';
import { RNGS, type RngName } from '../map/random-source.js';
import { EXIT_INTERRUPTED, interruptSignal } from './interrupt.js';
import { EXIT_LINE_FAILED, EXIT_OK } from './json-lines.js';
import { answers, type AnswerOptions } from './map/answers.js';
import { checkMap, checkTable, type CheckedAnswer } from './map/check.js';
import { nativeFigures } from './map/data.js';
import { runFullMap } from './map/full.js';
import { renderCheckedAnswers, renderCheckedMap } from './map/render-check.js';
import { defaultThreads, integerIn, numberIn, numbersIn, threadCount } from './options.js';
import { Progress } from './progress.js';
import { engineVersion } from './version.js';

const CHECKS = ['claims', 'table', 'map', 'all'] as const;

interface Options {
  readonly stakes: number[];
  readonly sigma: number;
  readonly kappa: number;
  readonly beta: number;
  readonly xi: number;
  readonly yuma3?: boolean;
  readonly nodes: number;
  readonly validators: number;
  readonly seed: number;
  readonly seeds?: number;
  readonly rng: RngName;
  readonly honest?: number;
  readonly cabal?: number;
  readonly full?: boolean;
  readonly out?: string;
  readonly resume?: boolean;
  readonly check?: (typeof CHECKS)[number] | true;
  readonly threads: number;
  readonly json?: boolean;
}

const SEEDS_OF_ANSWERS = 24;
const ratio = numberIn(0, 1);
/** Seeds are drawn from 64 bits; more than this is no study but a mistake. */
const MAX_SEEDS = 100_000;

/** `yuma map` */
export function mapCommand(program: Command): void {
  const { sigma, kappa, beta, xi, nodes, validators, rng } = DOCUMENTED_POINT;
  program
    .command('map')
    .description('How much honest utility keeps an honest majority its share, whatever a cabal does.')
    .option(
      '--stakes <list>',
      'honest stakes S_H, separated by commas, or "all" for the study\'s',
      stakes,
      [0.6],
    )
    .option('--sigma <number>', 'deviation of weights, as a share of their mean', numberIn(0, 4), sigma)
    .option('--kappa <number>', 'majority ratio of consensus', ratio, kappa)
    .option('--beta <number>', 'bonds penalty', ratio, beta)
    .option('--xi <number>', "validators' part of emission", ratio, xi)
    .option('--yuma3', 'Yuma 3 bonds')
    .option('--nodes <number>', 'uids', integerIn(4, 4096), nodes)
    .option('--validators <number>', 'of them validators', integerIn(2, 4094), validators)
    .option('--seed <number>', 'first seed', integerIn(0, 2 ** 32), 0)
    .option('--seeds <number>', 'how many draws (default: 24; 1 with --full)', integerIn(1, MAX_SEEDS))
    .addOption(new Option('--rng <name>', 'what draws').choices([...RNGS]).default(rng))
    .option('--honest <number>', 'with --cabal: one cell, at this honest utility W_H', ratio)
    .option('--cabal <number>', 'with --honest: the cabal utility W_C', ratio)
    .option('--full', 'all 51 x 51 utilities per stake, all stakes; writes tables and pictures to --out')
    .option('--out <folder>', 'where --full writes')
    .option('--resume', 'go on with what an interrupted --full has left in --out')
    .addOption(
      new Option('--check [what]', 'compare with the packaged figures of the native code').choices([
        ...CHECKS,
      ]),
    )
    .option('--threads <number>', 'threads', threadCount, defaultThreads())
    .option('--json', 'JSON lines, and no progress')
    .addHelpText(
      'after',
      `
Examples:
  yuma map                                            60 % stake needs 73.5 % ± 0.04 utility …
  yuma map --stakes 0.55,0.7 --kappa 0.6 --seeds 8
  yuma map --honest 0.74 --cabal 0.8                  one cell: who is paid
  yuma map --full --seed 0 --rng chacha12 --out maps  the published map, exactly, with pictures
  yuma map --check                                    documented claims and published map beside ours

chacha12 with seed 0 is Subtensor's own draw; seeds 0 … 23 are those of the packaged table. Ctrl-C keeps what is done.`,
    )
    .action(run);
}

function stakes(text: string): number[] {
  if (text === 'all') return [...STUDY_STAKES];
  const list = numbersIn(0.01, 0.99)(text);
  if (new Set(list).size !== list.length) throw new InvalidArgumentError('expected each stake once');
  return list;
}

async function run(options: Options): Promise<void> {
  const { sigma, kappa, beta, xi, nodes, validators, rng, threads } = options;
  const point = checkPoint({ sigma, kappa, beta, xi, yuma3: options.yuma3 === true, nodes, validators, rng });
  const progress = new Progress('yuma map', process.stderr, process.stderr.isTTY && options.json !== true);
  const { signal, release } = interruptSignal();
  try {
    const worked = await work(options, point, { threads, signal, progress });
    process.exitCode = signal.aborted ? EXIT_INTERRUPTED : worked ? EXIT_OK : EXIT_LINE_FAILED;
  } finally {
    release();
    progress.done();
  }
}

/** Resolves to whether all checks, if any, agree. */
async function work(options: Options, point: MapPoint, how: AnswerOptions): Promise<boolean> {
  if (options.check !== undefined) return check(options, how);
  if (options.honest !== undefined || options.cabal !== undefined) return oneCell(options, point);
  const stakes = options.full === true && options.stakes.length === 1 ? STUDY_STAKES : options.stakes;
  const seeds = range(options.seed, options.seeds ?? (options.full === true ? 1 : SEEDS_OF_ANSWERS));
  const folder = options.full === true ? options.out : '';
  if (folder === undefined) throw refusal('MISSING_FIELD', '--out', 'a folder for --full', undefined);
  print(options, { parameters: { ...point, seeds }, engine: engineVersion() }, describePoint(point, seeds));
  const found: Answer[] = [];
  for await (const { answer } of answers(
    stakes.map((stake) => ({ point, stake, seeds })),
    how,
  )) {
    found.push(answer);
    print(options, { answer }, describeAnswer(answer));
  }
  if (options.full !== true || how.signal.aborted) return true;
  const result = await runFullMap({ point, stakes, seeds }, found, folder, options.resume === true, how);
  const native = await nativeFigures();
  const { cells, cellsInAll, seconds } = result;
  const rest = cells < cellsInAll ? '; go on with --resume' : '';
  print(
    options,
    { map: result, native },
    `${cells} of ${cellsInAll} cells, ${seconds.toFixed(1)} s${rest} (Rust, one core, 28,611 cells: ${native.fullMapSeconds} s)\n${result.files.join('\n')}`,
  );
  return true;
}

async function check(options: Options, how: AnswerOptions): Promise<boolean> {
  const which: readonly unknown[] = options.check === true ? ['claims', 'map'] : [options.check];
  const wants = (name: string) => which.includes(name) || which.includes('all');
  const seeds = options.seeds === undefined ? undefined : range(options.seed, options.seeds);
  let agrees = true;
  if (wants('claims') || wants('table')) {
    const rows: CheckedAnswer[] = [];
    const rowsOf = checkTable(wants('table') ? 'table' : 'claims', options.rng, seeds, how);
    for await (const row of rowsOf) {
      rows.push(row);
      agrees &&= row.agrees;
      if (options.json === true) print(options, { check: row }, '');
    }
    if (options.json !== true) print(options, {}, renderCheckedAnswers(rows));
  }
  const map = wants('map') && !how.signal.aborted ? await checkMap(how) : null;
  if (map !== null) print(options, { checkMap: map }, renderCheckedMap(map));
  return agrees && (map?.agrees ?? true);
}

function oneCell(options: Options, point: MapPoint): boolean {
  const steps = (name: 'honest' | 'cabal') => {
    const step = (options[name] ?? NaN) * GRID_STEPS;
    if (Math.abs(step - Math.round(step)) > 1e-9 || Number.isNaN(step)) {
      throw refusal('OUT_OF_RANGE', `--${name}`, 'a multiple of 0.02', options[name]);
    }
    return Math.round(step);
  };
  const [honest, cabal] = [steps('honest'), steps('cabal')];
  const engine = createYuma({ backend: 'wasm' });
  const sampler = new NormalSampler();
  for (const stake of options.stakes) {
    for (const seed of range(options.seed, options.seeds ?? 1)) {
      const shares = new CellRunner(engine, sampleGraph(point, stake, seed, sampler), point).run(
        honest,
        cabal,
      );
      const { emission, incentive, dividends } = shares;
      print(
        options,
        { stake, seed, honest: options.honest, cabal: options.cabal, ...shares },
        `S_H ${stake}, seed ${seed}: honest emission ${emission.toFixed(7)}, incentive ${incentive.toFixed(7)}, dividends ${dividends.toFixed(7)}`,
      );
    }
  }
  engine.dispose();
  return true;
}

function describePoint(
  { sigma, kappa, beta, xi, yuma3, nodes, validators, rng }: MapPoint,
  seeds: number[],
): string {
  const draws = seeds.length === 1 ? `seed ${seeds[0]}` : `seeds ${seeds[0]} … ${seeds.at(-1)}`;
  return `sigma ${sigma}, kappa ${kappa}, beta ${beta}, xi ${xi}, ${yuma3 ? 'Yuma 3' : 'Yuma 2'}, ${nodes} uids, ${validators} validators, ${rng} ${draws}; ${engineVersion()}`;
}

function range(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, k) => first + k);
}

function print({ json }: Options, object: object, text: string): void {
  process.stdout.write(`${json === true ? JSON.stringify(object) : text}\n`);
}
