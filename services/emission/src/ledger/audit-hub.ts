import { emissionError } from '../errors.js';
import type { BlockAudit } from './ledger-entry.js';

/** A reader may fall this many blocks behind. */
const MAX_WAITING = 1_000;

/** Tells audits to whoever listens, as they are written. */
export class AuditHub {
  readonly #readers = new Set<(audit: BlockAudit) => void>();

  tell(audit: BlockAudit): void {
    for (const reader of this.#readers) reader(audit);
  }

  /** What comes from now on; ends with the signal. @throws ServiceError READER_TOO_SLOW */
  async *listen(signal: AbortSignal): AsyncGenerator<BlockAudit> {
    const waiting: BlockAudit[] = [];
    let wake = (): void => undefined;
    const hear = (audit: BlockAudit): void => {
      waiting.push(audit);
      wake();
    };
    this.#readers.add(hear);
    try {
      while (!signal.aborted) {
        if (waiting.length > MAX_WAITING)
          throw emissionError('READER_TOO_SLOW', `audits: expected a reader, got ${waiting.length} unread`);
        const next = waiting.shift();
        if (next) yield next;
        else await untilWoken(signal, (resolve) => (wake = resolve));
      }
    } finally {
      this.#readers.delete(hear);
    }
  }
}

function untilWoken(signal: AbortSignal, onWake: (wake: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      signal.removeEventListener('abort', done);
      resolve();
    };
    onWake(done);
    signal.addEventListener('abort', done, { once: true });
  });
}
