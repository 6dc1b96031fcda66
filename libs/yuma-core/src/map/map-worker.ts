/** Does pieces of a map, one after the other, on one thread; the last graph stays for the next piece. */
import type { YumaEngine } from '../engine.js';
import { CellRunner } from './cell.js';
import { DeviationKernel, Deviations } from './deviation.js';
import { sampleGraph } from './graph.js';
import { NormalSampler } from './normal.js';
import { GRID_POINTS, type MapPoint } from './point.js';
import { retentionOf, type Retention } from './retention.js';

/** Which cells: a draw, a majority stake, and honest utilities in grid steps; all cabal utilities. */
export interface MapRows {
  readonly point: MapPoint;
  readonly seed: number;
  readonly stake: number;
  readonly honest: readonly number[];
}

/** Numbers of a cell in a result, in this order. */
export const CELL_FIELDS = ['deviation', 'emission', 'incentive', 'dividends'] as const;

export class MapWorker {
  private readonly sampler = new NormalSampler();
  private readonly kernel = new DeviationKernel();
  private last: { key: string; runner: CellRunner; deviations: Deviations } | undefined;

  constructor(private readonly engine: YumaEngine) {}

  /** Per honest utility, per cabal utility 0 … 50: `CELL_FIELDS`. */
  rows({ point, seed, stake, honest }: MapRows): Float64Array {
    const { runner, deviations } = this.graph(point, stake, seed);
    const cells = new Float64Array(honest.length * GRID_POINTS * CELL_FIELDS.length);
    let at = 0;
    for (const h of honest) {
      for (let c = 0; c < GRID_POINTS; c++) {
        const { emission, incentive, dividends } = runner.run(h, c);
        cells.set([deviations.of(h, c), emission, incentive, dividends], at);
        at += CELL_FIELDS.length;
      }
    }
    return cells;
  }

  retention(point: MapPoint, stake: number, seed: number): Retention {
    return retentionOf(this.graph(point, stake, seed).runner, point.xi);
  }

  private graph(point: MapPoint, stake: number, seed: number) {
    // No epoch depends on xi, so that points which differ in it only share their cells.
    const key = JSON.stringify([{ ...point, xi: 0 }, stake, seed]);
    if (this.last?.key === key) return this.last;
    const graph = sampleGraph(point, stake, seed, this.sampler);
    const runner = new CellRunner(this.engine, graph, point);
    return (this.last = { key, runner, deviations: new Deviations(graph, this.kernel) });
  }
}
