import { subjectsOf } from '@yumanet/proto';
import { ScoreBook as StoredBook } from '@yumanet/proto/validator/v1';
import type { Bus } from '@yumanet/service-kit';
import { OwnRow, type RowOwner } from '../store/own-row.js';
import { ScoreBook } from './score-book.js';

export interface KeeperOptions extends RowOwner {
  readonly network: string;
  readonly replicas: number;
  readonly alpha: number;
}

/** The scores, and where they are kept: written after each round. */
export class ScoreKeeper {
  private constructor(
    private readonly row: OwnRow<StoredBook>,
    readonly book: ScoreBook,
  ) {}

  /** @throws ServiceError SCORES_FORMAT, and as `OwnRow.load`. */
  static async load(bus: Bus, options: KeeperOptions): Promise<ScoreKeeper> {
    const { network, replicas, alpha } = options;
    const bucket = subjectsOf(network).scoreBucket;
    const { row, value } = await OwnRow.load(bus, { bucket, type: StoredBook, replicas }, options);
    return new ScoreKeeper(row, value ? ScoreBook.from(value, alpha) : new ScoreBook(alpha));
  }

  /**
   * As `load`, and writes what it loaded: whoever led before and still writes is refused from now on.
   *
   * @throws ServiceError as `load` and `OwnRow.save`: ROW_TAKEN when somebody wrote meanwhile.
   */
  static async claim(bus: Bus, options: KeeperOptions): Promise<ScoreKeeper> {
    const keeper = await ScoreKeeper.load(bus, options);
    await keeper.save();
    return keeper;
  }

  /** @throws ServiceError as `OwnRow.save`; the scores stay here and are written with the next round. */
  save(): Promise<void> {
    return this.row.save(this.book.toMessage());
  }
}
