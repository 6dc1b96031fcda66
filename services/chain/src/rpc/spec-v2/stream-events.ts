import { messageOf } from '../../errors.js';
import type { Sink } from '../subscriptions.js';

/** While a client reads this slowly, nothing is made for it. */
const CONGESTED_MS = 20;

/** Sends events a step at a time, each in a turn of the event loop of its own, as fast as the client reads. */
export function streamEvents(
  sink: Sink,
  /** The next events; undefined: that was all, and `done` is the last. */
  step: () => readonly object[] | undefined,
  done: object,
  failed: (error: string) => object,
): void {
  let timer: NodeJS.Immediate | NodeJS.Timeout | undefined;
  let ended = false;
  sink.onEnd(() => (ended = true));
  const finish = (event: object): void => {
    sink.send(event);
    sink.end();
  };
  const run = (): void => {
    if (ended) return;
    if (sink.congested()) {
      timer = setTimeout(run, CONGESTED_MS);
      timer.unref();
      return;
    }
    try {
      const events = step();
      if (events === undefined) return finish(done);
      for (const event of events) sink.send(event);
      timer = setImmediate(run);
    } catch (error) {
      finish(failed(messageOf(error)));
    }
  };
  run();
}
