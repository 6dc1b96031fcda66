import type { StreamPiece } from '@yumanet/subnet-kit/axon';

/** What is asked of the handler, and for whom. */
export interface Ask {
  readonly body: Uint8Array;
  /** Chunks are wanted as they are made. */
  readonly stream: boolean;
  /** Rao behind who asks: the more, the earlier its turn. */
  readonly stake: bigint;
}

/** A task on its way to its answer: somebody reads the pieces that somebody else puts in. */
export class Job {
  readonly id: number;
  readonly ask: Ask;
  readonly #pieces: StreamPiece[] = [];
  #outcome: 'open' | 'ended' | Error = 'open';
  #wake: () => void = () => undefined;

  constructor(id: number, ask: Ask) {
    this.id = id;
    this.ask = ask;
  }

  put(piece: StreamPiece): void {
    this.#pieces.push(piece);
    this.#wake();
  }

  /** Nothing follows. What came before it stays to be read, an error is read after it. */
  end(error?: Error): void {
    if (this.#outcome !== 'open') return;
    this.#outcome = error ?? 'ended';
    this.#wake();
  }

  /** For one reader. @throws what the job ended with. */
  async *pieces(): AsyncGenerator<StreamPiece> {
    for (;;) {
      const piece = this.#pieces.shift();
      if (piece) yield piece;
      else if (this.#outcome === 'ended') return;
      else if (this.#outcome !== 'open') throw this.#outcome;
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}
