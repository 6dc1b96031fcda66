import { specErrors } from './errors.js';

/** What a started operation answers, as chainHead_v1 has it. */
export type Started =
  | { readonly result: 'started'; readonly operationId: string; readonly discardedItems?: number }
  | { readonly result: 'limitReached' };

export const LIMIT_REACHED: Started = { result: 'limitReached' };

/** A step of an operation: `wait` asks the client to say "continue" before the next. */
export type StepResult = 'done' | 'again' | 'wait';

interface Operation {
  readonly step: () => StepResult;
  waiting: boolean;
}

/** The operations of one followed chain head, at most `limit` at a time. One takes a turn of the event loop a step. */
export class Operations {
  private readonly running = new Map<string, Operation>();
  private nextId = 0;

  constructor(
    private readonly limit: number,
    /** Hears of an operation that waits to be continued. */
    private readonly onWait: (operationId: string) => void,
    private readonly onFault: (operationId: string, error: unknown) => void,
  ) {}

  get isFull(): boolean {
    return this.running.size >= this.limit;
  }

  /** @param begin is given the operation's id, and its first step runs when the caller says so. */
  open(makeStep: (operationId: string) => () => StepResult): {
    readonly id: string;
    readonly run: () => void;
  } {
    const id = String(this.nextId++);
    this.running.set(id, { step: makeStep(id), waiting: false });
    return { id, run: () => this.run(id) };
  }

  /** @throws RpcError when no operation of that id waits. */
  continue(id: string): void {
    const operation = this.running.get(id);
    if (operation?.waiting !== true) throw specErrors.invalidContinue();
    operation.waiting = false;
    setImmediate(() => this.run(id));
  }

  stop(id: string): void {
    this.running.delete(id);
  }

  stopAll(): void {
    this.running.clear();
  }

  private run(id: string): void {
    const operation = this.running.get(id);
    if (operation === undefined) return;
    let result: StepResult;
    try {
      result = operation.step();
    } catch (error) {
      this.running.delete(id);
      this.onFault(id, error);
      return;
    }
    if (result === 'done') this.running.delete(id);
    else if (result === 'again') setImmediate(() => this.run(id));
    else {
      operation.waiting = true;
      this.onWait(id);
    }
  }
}
