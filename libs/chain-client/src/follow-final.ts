import { backoffDelay, isServiceError, sleep, type Clock, type Logger } from '@yumanet/service-kit';
import { clientError } from './errors.js';
import type { ChainBlock } from './source.js';

/** What following final blocks needs of an endpoint. */
export interface FinalReader {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Height of the last final block. */
  finalHeight(): Promise<number>;
  /** The final block of a height that is final. */
  blockAt(height: number): Promise<ChainBlock>;
  /** Calls back when there may be more, also after a reconnect. @returns stops it. */
  onFinal(wake: () => void): Promise<() => void>;
}

/** Blocks fetched at once while catching up. */
const WINDOW = 8;
/** Milliseconds after which the height is asked for even if nobody called: a notification may have been lost. */
const LOOK_MS = 15_000;

/**
 * Final blocks from a height on, each once, in order. Reconnects, lost notifications and long absences make no gap: what is
 * missing is fetched by height, and every block must name the one before it as its parent.
 *
 * @throws ServiceError FORKED_FINALITY, BLOCK_UNKNOWN when the endpoint no longer keeps a block.
 */
export async function* followFinal(
  reader: FinalReader,
  from: number,
  signal: AbortSignal,
): AsyncGenerator<ChainBlock> {
  const { clock, logger } = reader;
  let next = from;
  let parent: ChainBlock | undefined;
  let failures = 0;
  let wake = () => undefined as void;
  let stop: (() => void) | undefined;
  try {
    while (!signal.aborted) {
      try {
        stop ??= await reader.onFinal(() => wake());
        const woken = new Promise<void>((resolve) => (wake = resolve));
        const height = await reader.finalHeight();
        if (height < next) {
          await wokenWithin(clock, LOOK_MS, woken, signal);
          continue;
        }
        for (const block of await readWindow(reader, next, Math.min(height, next + WINDOW - 1))) {
          checkParent(parent, block);
          parent = block;
          next = block.number + 1;
          failures = 0;
          yield block;
          if (signal.aborted) return;
        }
      } catch (error) {
        const mayPass =
          isServiceError(error) &&
          ['UNAVAILABLE', 'DEADLINE_EXCEEDED', 'RESOURCE_EXHAUSTED'].includes(error.status);
        if (!mayPass) throw error;
        logger.debug({ error, next }, 'final blocks: again');
        const ms = backoffDelay(failures++, { initialMs: 50, maxMs: 2_000 });
        await sleep(clock, ms, signal).catch(() => undefined);
      }
    }
  } finally {
    stop?.();
  }
}

/** Leaves neither a timer nor a listener behind. */
async function wokenWithin(
  clock: Clock,
  ms: number,
  woken: Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const controller = new AbortController();
  const giveUp = () => controller.abort();
  signal.addEventListener('abort', giveUp, { once: true });
  if (signal.aborted) giveUp();
  const late = sleep(clock, ms, controller.signal).catch(() => undefined);
  await Promise.race([woken, late]);
  giveUp();
  signal.removeEventListener('abort', giveUp);
}

function readWindow(reader: FinalReader, first: number, last: number): Promise<ChainBlock[]> {
  return Promise.all(Array.from({ length: last - first + 1 }, (_, i) => reader.blockAt(first + i)));
}

function checkParent(parent: ChainBlock | undefined, block: ChainBlock): void {
  if (!parent || block.parentHash === parent.hash) return;
  const what = `block ${block.number}: expected parent ${parent.hash}, got ${block.parentHash}`;
  throw clientError('FORKED_FINALITY', what, {
    number: block.number,
    expected: parent.hash,
    got: block.parentHash,
  });
}
