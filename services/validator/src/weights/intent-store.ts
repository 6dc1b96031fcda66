import { subjectsOf } from '@yumanet/proto';
import { IntentLog, type WeightsIntent } from '@yumanet/proto/validator/v1';
import type { Bus } from '@yumanet/service-kit';
import { validatorError } from '../errors.js';
import { OwnRow, type RowOwner } from '../store/own-row.js';

export interface IntentStoreOptions extends RowOwner {
  readonly network: string;
  readonly replicas: number;
}

/** Format of a stored log. */
const VERSION = 1;
/** Intents kept, the newest. */
const KEEP = 64;

/** A validator's last intents, one an epoch; each state is stored before anything follows from it. */
export class IntentStore {
  #intents: readonly WeightsIntent[];
  #tail: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly row: OwnRow<IntentLog>,
    intents: readonly WeightsIntent[],
  ) {
    this.#intents = intents;
  }

  /** @throws ServiceError INTENTS_FORMAT, and as `OwnRow.load`. */
  static async load(bus: Bus, options: IntentStoreOptions): Promise<IntentStore> {
    const { network, replicas } = options;
    const bucket = subjectsOf(network).intentBucket;
    const { row, value } = await OwnRow.load(bus, { bucket, type: IntentLog, replicas }, options);
    if (value && value.version !== VERSION) {
      const what = `intents: expected version ${VERSION}, got ${value.version}`;
      throw validatorError('INTENTS_FORMAT', what, { version: value.version });
    }
    return new IntentStore(row, value?.intents ?? []);
  }

  /**
   * As `load`, and writes what it loaded: whoever led before and still writes is refused from now on.
   *
   * @throws ServiceError as `load` and `OwnRow.save`: ROW_TAKEN when somebody wrote meanwhile.
   */
  static async claim(bus: Bus, options: IntentStoreOptions): Promise<IntentStore> {
    const store = await IntentStore.load(bus, options);
    await store.row.save({ version: VERSION, intents: [...store.#intents] });
    return store;
  }

  /** @param epoch block of the epoch. */
  get(epoch: number): WeightsIntent | undefined {
    return this.#intents.find((each) => Number(each.epoch) === epoch);
  }

  /** By epoch, the newest last. */
  list(): readonly WeightsIntent[] {
    return this.#intents;
  }

  /** Adds an intent, or its new state. @throws ServiceError as `OwnRow.save`; what is here is then as before. */
  put(intent: WeightsIntent): Promise<void> {
    return this.#inTurn(() => this.#save(intent));
  }

  /**
   * Changes an epoch's intent as it is by then: what is written meanwhile, of this one or another, is not lost.
   *
   * @param change undefined: nothing. An epoch that is no longer kept is passed over.
   * @throws ServiceError as `put`.
   */
  amend(epoch: number, change: (intent: WeightsIntent) => WeightsIntent | undefined): Promise<void> {
    return this.#inTurn(async () => {
      const known = this.get(epoch);
      const changed = known && change(known);
      if (changed) await this.#save(changed);
    });
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const mine = this.#tail.then(work);
    this.#tail = mine.catch(() => undefined);
    return mine;
  }

  async #save(intent: WeightsIntent): Promise<void> {
    const others = this.#intents.filter(({ epoch }) => epoch !== intent.epoch);
    const intents = [...others, intent].sort((a, b) => Number(a.epoch - b.epoch)).slice(-KEEP);
    await this.row.save({ version: VERSION, intents });
    this.#intents = intents;
  }
}
