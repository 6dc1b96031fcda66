/** Which of two ways is faster, by shape: both are tried, then the faster one runs, and the other now and then. */
const TRIES = 3;
const TRY_AGAIN_EVERY = 64;
/** Shapes that are remembered; the oldest goes. */
const MOST_SHAPES = 256;

export type Way = 'device' | 'plain';

interface ShapeRecord {
  runs: number;
  /** Fastest of the last tries, ms. */
  readonly best: Record<Way, number>;
  readonly tries: Record<Way, number>;
}

export class Contest {
  private readonly shapes = new Map<string, ShapeRecord>();

  /** The way to run the next epoch of a shape. */
  choose(shape: string): Way {
    const known = this.recordOf(shape);
    known.runs++;
    for (const way of ['plain', 'device'] as const) if (known.tries[way] < TRIES) return way;
    const faster = this.winner(known);
    if (known.runs % TRY_AGAIN_EVERY !== 0) return faster;
    return faster === 'device' ? 'plain' : 'device';
  }

  /** What an epoch that ran took. The first of a way compiles, so that it does not count. */
  report(shape: string, way: Way, milliseconds: number): void {
    const known = this.recordOf(shape);
    if (known.tries[way]++ === 0) return;
    // A little forgetful, so that one lucky run does not decide forever.
    known.best[way] = Math.min(known.best[way] * 1.02, milliseconds);
  }

  /** The faster way, or null while it is not known. */
  decided(shape: string): Way | null {
    const known = this.shapes.get(shape);
    return known === undefined || Math.min(known.tries.device, known.tries.plain) < TRIES
      ? null
      : this.winner(known);
  }

  private winner({ best }: ShapeRecord): Way {
    return best.device < best.plain ? 'device' : 'plain';
  }

  private recordOf(shape: string): ShapeRecord {
    let known = this.shapes.get(shape);
    if (known === undefined) {
      if (this.shapes.size >= MOST_SHAPES) this.shapes.delete(this.shapes.keys().next().value!);
      known = {
        runs: 0,
        best: { device: Infinity, plain: Infinity },
        tries: { device: 0, plain: 0 },
      };
      this.shapes.set(shape, known);
    }
    return known;
  }
}
