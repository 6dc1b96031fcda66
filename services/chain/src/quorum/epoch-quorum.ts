import type { AccountId } from '@yumanet/frame';
import type { EpochComputed } from '@yumanet/proto/emission/v1';
import {
  encodeInput,
  epochResultCodec,
  inputDigest,
  resultPayload,
  type AgreedYuma,
} from '@yumanet/subtensor';
import type { EpochInput2024 } from '@yumanet/yuma-core';
import { createHash } from 'node:crypto';
import type { Hex } from '@yumanet/frame';
import { toHex } from '../bytes.js';
import { EpochVotes } from './epoch-votes.js';

/** A worker whose word was not what holds. */
export interface ExcludedWorker {
  readonly worker: AccountId;
  readonly digest: Hex;
  readonly block: number;
  readonly reason: 'wrong result' | 'no result' | 'contradicted itself';
}

/** Why a message was not counted. */
export type IgnoredResult =
  'unknown worker' | 'excluded worker' | 'unknown epoch' | 'malformed' | 'bad signature' | 'repeated';

export interface EpochQuorumOptions {
  readonly genesisHash: Hex;
  /** Public keys that are heard. */
  readonly workers: readonly AccountId[];
  /** How many must agree. */
  readonly quorum: number;
  readonly yuma: AgreedYuma;
  readonly verify: (signature: Uint8Array, message: Uint8Array, signer: Uint8Array) => boolean;
  readonly onExcluded: (found: ExcludedWorker) => void;
  readonly onIgnored?: (why: IgnoredResult) => void;
}

interface OpenEpoch {
  readonly digest: Hex;
  readonly block: number;
  readonly encoded: Uint8Array;
  readonly input: EpochInput2024;
  readonly votes: EpochVotes;
  /** Results by their digest, as long as nothing is decided. */
  readonly results: Map<string, Uint8Array>;
  decided: string | undefined;
  readonly agreed: Promise<void>;
  readonly done: () => void;
}

/** Decided epochs whose late results are still judged. */
const REMEMBERED = 256;
const MAX_RESULT_BYTES = 4 * 1024 * 1024;

/**
 * Judges what workers say of epochs that are due. What enough of them agree on holds; what is not agreed at the
 * deadline the chain computes itself. Whoever said otherwise, before or after, is named once and heard no more.
 */
export class EpochQuorum {
  readonly #epochs = new Map<Hex, OpenEpoch>();
  readonly #excluded = new Set<AccountId>();
  readonly #codec = epochResultCodec();

  constructor(private readonly options: EpochQuorumOptions) {}

  get excluded(): ReadonlySet<AccountId> {
    return this.#excluded;
  }

  /** Workers that are heard now. */
  get heard(): number {
    return this.options.workers.filter((worker) => !this.#excluded.has(worker)).length;
  }

  /** Input of an epoch that waits. */
  inputOf(digest: Hex): Uint8Array | undefined {
    const epoch = this.#epochs.get(digest);
    return epoch?.decided === undefined ? epoch?.encoded : undefined;
  }

  /** Opens an epoch of the next block, or finds the equal one that waits. @returns its digest, and when it is agreed. */
  open(input: EpochInput2024, block: number): { readonly digest: Hex; readonly agreed: Promise<void> } {
    const encoded = encodeInput(input);
    const digest = inputDigest(encoded);
    const waiting = this.#epochs.get(digest);
    if (waiting !== undefined && waiting.decided === undefined) return waiting;
    const votes = new EpochVotes(this.options.quorum);
    let done = (): void => undefined;
    const agreed = new Promise<void>((resolve) => (done = resolve));
    this.#epochs.set(digest, {
      digest,
      block,
      encoded,
      input,
      votes,
      results: new Map(),
      decided: undefined,
      agreed,
      done,
    });
    const [oldest] = this.#epochs.keys();
    if (this.#epochs.size > REMEMBERED && oldest !== undefined) this.#epochs.delete(oldest);
    return { digest, agreed };
  }

  /** A worker's word. Never throws: what is wrong with it is told to `onIgnored` or `onExcluded`. */
  hear({ digest, worker, result, signature }: EpochComputed): void {
    const who = toHex(worker);
    const ignored = (why: IgnoredResult): void => this.options.onIgnored?.(why);
    if (!this.options.workers.includes(who)) return ignored('unknown worker');
    if (this.#excluded.has(who)) return ignored('excluded worker');
    const epoch = this.#epochs.get(toHex(digest));
    if (epoch === undefined) return ignored('unknown epoch');
    if (signature.length !== 64 || worker.length !== 32 || result.length > MAX_RESULT_BYTES)
      return ignored('malformed');
    const payload = resultPayload(this.options.genesisHash, epoch.digest, result);
    if (!this.options.verify(signature, payload, worker)) return ignored('bad signature');
    const name = digestOf(result);
    if (epoch.decided !== undefined) {
      if (name !== epoch.decided) this.#exclude(epoch, who, 'wrong result');
      return epoch.votes.vote(who, name) === 'repeated' ? ignored('repeated') : undefined;
    }
    if (!this.#decodes(epoch, result)) return this.#exclude(epoch, who, 'no result');
    const outcome = epoch.votes.vote(who, name);
    if (outcome === 'contradicted itself') return this.#exclude(epoch, who, 'contradicted itself');
    if (outcome === 'repeated') return ignored('repeated');
    epoch.results.set(name, result);
    const { agreed } = epoch.votes;
    if (agreed !== undefined) this.#decide(epoch, agreed);
  }

  /** Computes what is not agreed by now. To be called at the deadline. @returns how many epochs that were. */
  computeRest(): number {
    let computed = 0;
    for (const epoch of this.#epochs.values()) {
      if (epoch.decided !== undefined) continue;
      const result = this.#codec.encode(this.options.yuma.inner.runEpoch(epoch.input));
      epoch.results.set(digestOf(result), result);
      this.#decide(epoch, digestOf(result));
      computed++;
    }
    return computed;
  }

  #decide(epoch: OpenEpoch, result: string): void {
    epoch.decided = result;
    this.options.yuma.agree(epoch.digest, this.#codec.decode(epoch.results.get(result)!));
    epoch.results.clear();
    for (const worker of epoch.votes.against(result)) this.#exclude(epoch, worker, 'wrong result');
    epoch.done();
  }

  #decodes({ input }: OpenEpoch, result: Uint8Array): boolean {
    try {
      return this.#codec.decode(result).n === input.n;
    } catch {
      return false;
    }
  }

  #exclude({ digest, block }: OpenEpoch, worker: AccountId, reason: ExcludedWorker['reason']): void {
    if (this.#excluded.has(worker)) return;
    this.#excluded.add(worker);
    for (const each of this.#epochs.values()) if (each.decided === undefined) each.votes.drop(worker);
    this.options.onExcluded({ worker, digest, block, reason });
  }
}

const digestOf = (result: Uint8Array): string => createHash('blake2b512').update(result).digest('hex');
