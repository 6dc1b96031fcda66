import type { ChainClient } from '@yumanet/chain-client';
import { IntentLog, IntentState, ScoreBook, type WeightsIntent } from '@yumanet/proto/validator/v1';
import { subjectsOf } from '@yumanet/proto';
import { Table, type Bus, type MessageType, type Row } from '@yumanet/service-kit';

const { INTENT_STATE_EFFECTIVE, INTENT_STATE_EXPIRED, INTENT_STATE_REFUSED } = IntentState;
const FINAL = [INTENT_STATE_EFFECTIVE, INTENT_STATE_EXPIRED, INTENT_STATE_REFUSED];
/** What an end without effect must be called. */
const NAMED = /^(SubtensorModule\.\w+|POOL_REFUSED: .+|[A-Z_]+: .+)$/s;
export const isFinal = ({ state }: WeightsIntent): boolean => FINAL.includes(state);

export interface RoundFacts {
  /** Blocks from a round to the next, at least. */
  readonly blocks: number;
  /** Of a score by one round, at most: its own, and with a gateway what clients' queries told. Default 1. */
  readonly moves?: number;
}

/** Reads along what one validator keeps on the bus, and the rows that the chain took, and notes what must not be. */
export class WeightsWitness {
  readonly ended = new Map<number, WeightsIntent>();
  readonly open = new Map<number, WeightsIntent>();
  /** Blocks in which the chain took a row. */
  readonly rowsSet: number[] = [];
  readonly violations: string[] = [];
  /** Pairs of score books that were compared, and those that the watch skipped. */
  readonly books = { compared: 0, skipped: 0, claimed: 0 };
  #book: Row<ScoreBook> | undefined;
  #epochs: readonly number[] = [];

  constructor(
    private readonly bus: Bus,
    private readonly rounds: RoundFacts,
  ) {}

  async watch(network: string, signal: AbortSignal): Promise<void> {
    const { intentBucket, scoreBucket } = subjectsOf(network);
    await Promise.all([
      this.#follow(intentBucket, IntentLog, ({ value }) => this.#heardIntents(value), signal),
      this.#follow(scoreBucket, ScoreBook, (row) => this.#heardBook(row), signal),
    ]);
  }

  /** Rows that `uidOf` set, as the chain's events tell. */
  async hearBlock(
    client: ChainClient,
    block: Parameters<ChainClient['events']>[0] & { readonly number: number },
    netuid: number,
  ): Promise<void> {
    for (const { name, data } of await client.events(block))
      if (name === 'WeightsSet' && Number(data[0]) === netuid) this.rowsSet.push(block.number);
  }

  async #follow<T>(
    bucket: string,
    type: MessageType<T>,
    heard: (row: Row<T>) => void,
    signal: AbortSignal,
  ): Promise<void> {
    while (!signal.aborted) {
      const lost = new AbortController();
      const forget = this.bus.onState(() => lost.abort());
      try {
        await this.bus.connected(signal);
        const table = await Table.create(this.bus, { bucket, type });
        for await (const { row } of table.watch(AbortSignal.any([signal, lost.signal]))) if (row) heard(row);
      } catch {
        // The bus is away: again.
        await new Promise((resolve) => setTimeout(resolve, 200));
      } finally {
        forget();
      }
    }
  }

  #heardIntents({ intents }: IntentLog): void {
    const epochs = intents.map(({ epoch }) => Number(epoch));
    const oldest = epochs[0] ?? Infinity;
    for (const epoch of this.#epochs)
      if (epoch >= oldest && !epochs.includes(epoch))
        this.violations.push(`epoch ${epoch}: its intent is lost`);
    this.#epochs = epochs;
    if (new Set(epochs).size < epochs.length) this.violations.push('two intents of one epoch');
    for (const intent of intents) this.#heardIntent(Number(intent.epoch), intent);
  }

  #heardIntent(epoch: number, intent: WeightsIntent): void {
    const before = this.ended.get(epoch);
    if (before && (before.state !== intent.state || before.error !== intent.error))
      this.violations.push(`epoch ${epoch}: ended as ${before.state} and as ${intent.state}`);
    if (!isFinal(intent)) {
      this.open.set(epoch, intent);
      return;
    }
    this.open.delete(epoch);
    this.ended.set(epoch, intent);
    if (intent.state !== INTENT_STATE_EFFECTIVE && !NAMED.test(intent.error))
      this.violations.push(`epoch ${epoch}: ended without a name: ${intent.error}`);
  }

  /**
   * A score moves at most so often as rounds fit between two books; a book of the same block is the same. A round whose book the
   * bus did not take is in the next one.
   */
  #heardBook(row: Row<ScoreBook>): void {
    const before = this.#book;
    this.#book = row;
    if (!before || row.revision === before.revision) return;
    if (row.revision !== before.revision + 1) {
      this.books.skipped += 1;
      return;
    }
    this.books.compared += 1;
    if (row.value.block === before.value.block) {
      this.books.claimed += 1;
      const bytes = (book: ScoreBook) => Buffer.from(ScoreBook.encode(book).finish());
      if (!bytes(row.value).equals(bytes(before.value)))
        this.violations.push(`scores of block ${row.value.block}: differ after a restart`);
      return;
    }
    if (row.value.block < before.value.block)
      this.violations.push(`scores went back to block ${row.value.block}`);
    const blocks = Number(row.value.block - before.value.block);
    const fit = 1 + Math.floor(Math.max(0, blocks - 1) / this.rounds.blocks);
    const most = BigInt(fit * (this.rounds.moves ?? 1));
    const known = new Map(before.value.scores.map((each) => [each.hotkey.toString('hex'), each]));
    for (const score of row.value.scores) {
      const old = known.get(score.hotkey.toString('hex'));
      const since = old?.registeredAt === score.registeredAt ? old : undefined;
      const asked = score.asked - (since?.asked ?? 0n);
      const moved = score.rounds - (since?.rounds ?? 0n);
      if (asked > most || moved > most)
        this.violations.push(
          `block ${row.value.block}: a score moved ${moved} times and was asked for ${asked} times in ${blocks} blocks, expected ${most}`,
        );
    }
  }
}
