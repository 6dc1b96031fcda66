/** A map of all utilities: what rows are still to be done, and means and errors over draws of those that are. */
import { CELL_FIELDS, type MapRows } from './map-worker.js';
import { GRID_POINTS, type MapPoint } from './point.js';

export type CellField = (typeof CELL_FIELDS)[number];

export interface MapPlan {
  readonly point: MapPoint;
  readonly stakes: readonly number[];
  readonly seeds: readonly number[];
}

/** Honest utilities a task takes at a time: large enough to draw a graph for, small enough to share out and to keep. */
const ROWS_PER_TASK = 17;

export class FullMap {
  /** Per stake: sum and sum of squares of each field of each cell, and how many draws each row has. */
  private readonly sums: Float64Array[];
  private readonly squares: Float64Array[];
  private readonly draws: Uint32Array[];
  private readonly done = new Set<string>();

  constructor(readonly plan: MapPlan) {
    const perStake = (length: number) => plan.stakes.map(() => new Float64Array(length));
    this.sums = perStake(GRID_POINTS ** 2 * CELL_FIELDS.length);
    this.squares = perStake(GRID_POINTS ** 2 * CELL_FIELDS.length);
    this.draws = plan.stakes.map(() => new Uint32Array(GRID_POINTS));
  }

  /** Tasks for the rows that are not done, in the published order: W_H falls. */
  tasks(): MapRows[] {
    const { point, stakes, seeds } = this.plan;
    return seeds.flatMap((seed) =>
      stakes.flatMap((stake) => {
        const open = Array.from({ length: GRID_POINTS }, (_, k) => GRID_POINTS - 1 - k).filter(
          (honest) => !this.done.has(key(seed, stake, honest)),
        );
        return chunks(open, ROWS_PER_TASK).map((honest) => ({ point, seed, stake, honest }));
      }),
    );
  }

  get cellsInAll(): number {
    return this.plan.stakes.length * this.plan.seeds.length * GRID_POINTS ** 2;
  }

  get cellsDone(): number {
    return this.done.size * GRID_POINTS;
  }

  /** Takes the cells of one honest utility; a row that is not of this plan, or is there already, is left out. */
  add(seed: number, stake: number, honest: number, cells: ArrayLike<number>): void {
    const which = this.plan.stakes.indexOf(stake);
    const isOfPlan = which !== -1 && this.plan.seeds.includes(seed);
    if (!isOfPlan || this.done.has(key(seed, stake, honest))) return;
    this.done.add(key(seed, stake, honest));
    this.draws[which]![honest]!++;
    const at = honest * GRID_POINTS * CELL_FIELDS.length;
    for (let k = 0; k < cells.length; k++) {
      this.sums[which]![at + k]! += cells[k]!;
      this.squares[which]![at + k]! += cells[k]! ** 2;
    }
  }

  /** Mean over the draws so far; NaN where there is none. */
  mean(stake: number, honest: number, cabal: number, field: CellField): number {
    const which = this.plan.stakes.indexOf(stake);
    return this.sums[which]![index(honest, cabal, field)]! / this.draws[which]![honest]!;
  }

  /** Standard error of the mean; 0 with one draw. */
  error(stake: number, honest: number, cabal: number, field: CellField): number {
    const which = this.plan.stakes.indexOf(stake);
    const count = this.draws[which]![honest]!;
    if (count < 2) return 0;
    const mean = this.mean(stake, honest, cabal, field);
    const variance = (this.squares[which]![index(honest, cabal, field)]! - count * mean ** 2) / (count - 1);
    return Math.sqrt(Math.max(variance, 0) / count);
  }

  /** Whether any draw of this row is done. */
  has(stake: number, honest: number): boolean {
    return this.draws[this.plan.stakes.indexOf(stake)]![honest]! > 0;
  }
}

const key = (seed: number, stake: number, honest: number) => `${seed}/${stake}/${honest}`;

function index(honest: number, cabal: number, field: CellField): number {
  return (honest * GRID_POINTS + cabal) * CELL_FIELDS.length + CELL_FIELDS.indexOf(field);
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, k) =>
    items.slice(k * size, (k + 1) * size),
  );
}
