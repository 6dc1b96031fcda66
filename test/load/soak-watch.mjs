// What a soak's clients report to, and what its verdict is made of.
import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

/** A subscription that brings a block number every block and says nothing for so long is lost. */
const SILENCE_MS = 30_000;
const MAX_EXAMPLES = 10;

export class Watch {
  stopped = false;
  counts = { notifications: 0, gaps: 0, lost: 0, reads: 0, sent: 0 };
  /** The first things that went wrong, in words. */
  examples = [];
  #feeds = new Set();
  #stop = new AbortController();

  constructor(transfer) {
    this.transfer = transfer;
    // Every client waits for it.
    setMaxListeners(0, this.#stop.signal);
    this.#stop.signal.addEventListener('abort', () => (this.stopped = true));
  }

  /** A subscription from which something must come all the time, until it is ended. */
  feed(kind) {
    const feed = { kind, at: Date.now() };
    this.#feeds.add(feed);
    const heard = () => {
      this.counts.notifications++;
      feed.at = Date.now();
    };
    return { heard, end: () => this.#feeds.delete(feed) };
  }

  gap(kind, last, number) {
    this.counts.gaps++;
    this.#example(`${kind}: block ${number} after ${last}`);
  }

  lostOne(kind, why) {
    this.counts.lost++;
    this.#example(`${kind}: ${why}`);
  }

  read() {
    this.counts.reads++;
  }

  sent() {
    this.counts.sent++;
  }

  /** Counts what has fallen silent; each once. */
  checkSilence() {
    for (const feed of this.#feeds) {
      if (Date.now() - feed.at <= SILENCE_MS) continue;
      this.#feeds.delete(feed);
      this.lostOne(feed.kind, `silent for ${SILENCE_MS / 1000} s`);
    }
  }

  stop() {
    this.#stop.abort();
  }

  /** Waits for the end of the soak. @throws when the connection ended before. */
  async untilStopped(client) {
    while (!this.stopped) {
      if (client.lost !== undefined) throw new Error(client.lost);
      await this.pause(1000);
    }
  }

  pause(ms) {
    return sleep(ms, undefined, { signal: this.#stop.signal }).catch(() => undefined);
  }

  #example(text) {
    if (this.examples.length < MAX_EXAMPLES) this.examples.push(`${new Date().toISOString()} ${text}`);
  }
}
