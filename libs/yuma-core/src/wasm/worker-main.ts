/**
 * What a worker runs. It is shipped as its own source text (`toString`), so that a pool needs no file to load and no
 * bundler to know about it: it must not refer to anything outside itself.
 */

/** What the pool hands to a worker. */
export interface WorkerTask {
  readonly module: WebAssembly.Module;
  /** The memory that all threads work on together. */
  readonly team: WebAssembly.Memory;
  /** Memories of this worker alone, each for one epoch. */
  readonly lanes: readonly WebAssembly.Memory[];
  readonly control: Int32Array;
  /** Index of this worker's first lane in `control`. */
  readonly firstLane: number;
  /** 1 …; the calling thread is 0. */
  readonly thread: number;
  readonly index: {
    readonly [K in 'generation' | 'phase' | 'joined' | 'open' | 'quit' | 'wake' | 'ready' | 'failed']: number;
  };
}

export function workerMain(task: WorkerTask): void {
  const { module, control, index, firstLane, thread } = task;
  const open = (memory: WebAssembly.Memory) =>
    new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as {
      run(): number;
      work(phase: number, thread: number): void;
    };
  /** Looks before it sleeps: phases follow each other within microseconds. */
  const SPINS = 20_000;
  let seen = 0;

  const joinPhase = (team: { work(phase: number, thread: number): void }): boolean => {
    if (Atomics.load(control, index.generation) === seen) return false;
    // In this order: either the caller sees that we joined, and waits, or we see that the phase is closed.
    Atomics.add(control, index.joined, 1);
    const isOpen = Atomics.load(control, index.open) === 1;
    if (isOpen) {
      seen = Atomics.load(control, index.generation);
      team.work(Atomics.load(control, index.phase), thread);
    }
    if (Atomics.sub(control, index.joined, 1) === 1) Atomics.notify(control, index.joined);
    return isOpen;
  };

  const runLanes = (lanes: readonly { run(): number }[]): boolean => {
    let ran = false;
    lanes.forEach((lane, i) => {
      if (Atomics.load(control, firstLane + i) !== 1) return;
      lane.run();
      Atomics.store(control, firstLane + i, 2);
      Atomics.notify(control, firstLane + i);
      ran = true;
    });
    return ran;
  };

  try {
    const team = open(task.team);
    const lanes = task.lanes.map(open);
    Atomics.add(control, index.ready, 1);
    Atomics.notify(control, index.ready);
    for (;;) {
      const wake = Atomics.load(control, index.wake);
      if (Atomics.load(control, index.quit) === 1) return;
      const worked = joinPhase(team);
      if (runLanes(lanes) || worked) continue;
      let spins = 0;
      while (spins++ < SPINS && Atomics.load(control, index.wake) === wake);
      Atomics.wait(control, index.wake, wake);
    }
  } catch (error) {
    Atomics.store(control, index.failed, 1);
    Atomics.notify(control, index.joined);
    for (let i = 0; i < task.lanes.length; i++) Atomics.notify(control, firstLane + i);
    throw error;
  }
}
