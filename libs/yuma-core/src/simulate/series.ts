/** A curve of bounded size over any number of epochs: when it is full, every second point goes, and so on. */
const CAPACITY = 512;

export interface SeriesState {
  stride: number;
  epochs: number[];
  values: number[][];
}

export class Series {
  constructor(readonly state: SeriesState = { stride: 1, epochs: [], values: [] }) {}

  /** The values of an epoch; epochs come in order, from 0. */
  push(epoch: number, values: readonly number[]): void {
    const { state } = this;
    if (epoch % state.stride !== 0) return;
    state.epochs.push(epoch);
    state.values.push([...values]);
    if (state.epochs.length <= CAPACITY) return;
    state.stride *= 2;
    state.epochs = state.epochs.filter((_, k) => k % 2 === 0);
    state.values = state.values.filter((_, k) => k % 2 === 0);
  }
}
