import type { Tracing } from '@yumanet/service-kit/observability';
import type { PoolTransaction } from './pool/transaction.js';

/** Of what trace something is, in OpenTelemetry's terms. */
export type TraceContext = ReturnType<Tracing['active']>;

/** What is published later than so many blocks has no trace any more. */
const REMEMBERED = 1_024;
/** So many of the first transactions are looked at: a block names no more traces. */
const LOOKED_AT = 32;

/**
 * The traces of blocks: of the first transaction in it that came with one, else of its own. Knows of each block where its
 * trace goes on, since it is published later and by somebody else. Without tracing it does nothing and keeps nothing.
 */
export class BlockTraces {
  private readonly contexts = new Map<number, TraceContext>();
  private readonly none: TraceContext | undefined;

  constructor(private readonly tracing?: Tracing) {
    this.none = tracing?.extract(undefined, { get: () => undefined, keys: () => [] });
  }

  /** The trace of whoever asks now; undefined: of none. */
  here(): TraceContext | undefined {
    const active = this.tracing?.active();
    return active === this.none ? undefined : active;
  }

  /** Where the trace of a block goes on; undefined when it is not known (any more). */
  of(number: number): TraceContext | undefined {
    return this.contexts.get(number);
  }

  /** Runs the making of a block from what is ready, in its span. */
  async making<T>(
    number: number,
    ready: Iterable<Pick<PoolTransaction, 'trace'>>,
    work: () => Promise<T>,
  ): Promise<T> {
    const { tracing, none } = this;
    if (tracing === undefined || none === undefined) return work();
    const [parent = none, ...links] = tracesOf(ready);
    return tracing.span('make block', { parent, links, attributes: { 'yumanet.block': number } }, () => {
      this.remember(number, tracing.active());
      return work();
    });
  }

  /** A part of the making of a block. */
  async step<T>(name: string, work: () => T | Promise<T>): Promise<T> {
    if (this.tracing === undefined) return work();
    return this.tracing.span(name, {}, async () => work());
  }

  private remember(number: number, context: TraceContext): void {
    this.contexts.delete(number);
    this.contexts.set(number, context);
    const [oldest] = this.contexts.keys();
    if (this.contexts.size > REMEMBERED && oldest !== undefined) this.contexts.delete(oldest);
  }
}

function tracesOf(ready: Iterable<Pick<PoolTransaction, 'trace'>>): TraceContext[] {
  const found = new Set<TraceContext>();
  let looked = 0;
  for (const { trace } of ready) {
    if (looked++ === LOOKED_AT) break;
    if (trace !== undefined) found.add(trace);
  }
  return [...found];
}
