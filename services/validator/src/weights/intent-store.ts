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

  /** @param epoch block of the epoch. */
  get(epoch: number): WeightsIntent | undefined {
    return this.#intents.find((each) => Number(each.epoch) === epoch);
  }

  /** By epoch, the newest last. */
  list(): readonly WeightsIntent[] {
    return this.#intents;
  }

  /** Adds an intent, or its new state. @throws ServiceError as `OwnRow.save`; what is here is then as before. */
  async put(intent: WeightsIntent): Promise<void> {
    const others = this.#intents.filter(({ epoch }) => epoch !== intent.epoch);
    const intents = [...others, intent].sort((a, b) => Number(a.epoch - b.epoch)).slice(-KEEP);
    await this.row.save({ version: VERSION, intents });
    this.#intents = intents;
  }
}
