// What became of a validator's intents to set weights, heard again and again while it runs: it tells of its last 64 alone.
import { IntentState } from '@yumanet/proto/validator/v1';

const NAMES = {
  [IntentState.INTENT_STATE_EFFECTIVE]: 'effective',
  [IntentState.INTENT_STATE_REFUSED]: 'refused',
  [IntentState.INTENT_STATE_EXPIRED]: 'expired',
};
/** An intent may be under way for a tempo, and what comes after it. */
const OPEN_TEMPOS = 3;

export class IntentAccount {
  /** Epoch → the intent as it was last heard. */
  #last = new Map();
  #changed = [];

  /** @param tempo blocks from an epoch of its subnet to the next. */
  constructor(name, tempo) {
    this.name = name;
    this.tempo = tempo;
  }

  hear(intents) {
    for (const intent of intents) {
      const epoch = Number(intent.epoch);
      const before = NAMES[this.#last.get(epoch)?.state];
      const now = NAMES[intent.state];
      // A last state is the last one.
      if (before !== undefined && before !== now)
        this.#changed.push(`${epoch}: ${before}, then ${now ?? intent.state}`);
      this.#last.set(epoch, intent);
    }
  }

  /**
   * How many epochs ended how. `underWay` may still be open, `open` should have ended long ago, `unnamed` ended without a reason,
   * `missing` are epochs without an intent, `changed` those that ended twice.
   */
  verdict() {
    const epochs = [...this.#last.keys()].sort((a, b) => a - b);
    const newest = epochs.at(-1) ?? 0;
    const count = { epochs: 0, effective: 0, refused: 0, expired: 0, underWay: 0, open: 0, unnamed: 0 };
    const reasons = {};
    for (const [epoch, { state, error }] of this.#last) {
      count.epochs++;
      const name = NAMES[state] ?? (epoch + OPEN_TEMPOS * this.tempo > newest ? 'underWay' : 'open');
      count[name]++;
      if (name !== 'refused' && name !== 'expired') continue;
      if (error === '') count.unnamed++;
      else reasons[error] = (reasons[error] ?? 0) + 1;
    }
    return { name: this.name, ...count, missing: this.#missing(epochs), changed: this.#changed, reasons };
  }

  /** Of those that ended: a commit is for an epoch further ahead than one that may have no row, and is told of when it is over. */
  #missing(epochs) {
    const missing = [];
    const until = (epochs.at(-1) ?? 0) - 2 * this.tempo;
    for (let epoch = epochs[0] ?? 0; epoch <= until; epoch += this.tempo)
      if (!this.#last.has(epoch)) missing.push(epoch);
    return missing;
  }

  /** What is wrong with it, in words; empty: every epoch has an intent, and each ended once, with a name. */
  problems() {
    const { effective, open, unnamed, missing, changed } = this.verdict();
    return [
      missing.length > 0 && `epochs without an intent: ${missing.join(', ')}`,
      open > 0 && `${open} intents without an end`,
      unnamed > 0 && `${unnamed} intents ended without a reason`,
      changed.length > 0 && `ended twice: ${changed.join('; ')}`,
      effective === 0 && 'no intent was effective',
    ]
      .filter(Boolean)
      .map((problem) => `${this.name}: ${problem}`);
  }
}
