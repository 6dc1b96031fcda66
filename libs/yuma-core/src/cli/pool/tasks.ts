/** What a thread can be asked for, by name. Adding one: a line in `Tasks` and a line in `TaskRunner.run`. */
import { createYuma } from '../../backends.js';
import { MapWorker, type MapRows } from '../../map/map-worker.js';
import type { MapPoint } from '../../map/point.js';
import type { Retention } from '../../map/retention.js';
import { simulateAll, type SimulateInput, type SimulateOutput } from '../simulate/simulate-task.js';

interface Tasks {
  readonly retention: {
    readonly input: { readonly point: MapPoint; readonly stake: number; readonly seed: number };
    readonly output: Retention;
  };
  readonly mapRows: { readonly input: MapRows; readonly output: Float64Array };
  readonly simulate: { readonly input: SimulateInput; readonly output: SimulateOutput };
}

export type TaskKind = keyof Tasks;
export type TaskInput<K extends TaskKind> = Tasks[K]['input'];
export type TaskOutput<K extends TaskKind> = Tasks[K]['output'];

/** Runs tasks on the calling thread; owns an engine until `dispose`. */
export class TaskRunner {
  private readonly engine = createYuma({ backend: 'wasm' });
  private readonly map = new MapWorker(this.engine);

  run<K extends TaskKind>(kind: K, input: TaskInput<K>): TaskOutput<K>;
  run(kind: TaskKind, input: never): unknown {
    switch (kind) {
      case 'retention': {
        const { point, stake, seed } = input as TaskInput<'retention'>;
        return this.map.retention(point, stake, seed);
      }
      case 'mapRows':
        return this.map.rows(input);
      case 'simulate':
        return simulateAll(input, this.engine);
    }
  }

  dispose(): void {
    this.engine.dispose();
  }
}
