import {
  CallContext,
  fromHex,
  type Context,
  type FrameRuntime,
  type Hex,
  type RuntimeStorage,
} from '@yumanet/frame';

/** Values of storage keys at one block, in the keys' order; undefined where there is none. */
export type FetchStorage = (keys: readonly Uint8Array[]) => Promise<readonly (Uint8Array | undefined)[]>;

/** Parts of a state: single keys, and everything below prefixes. */
export interface StateParts {
  readonly keys: readonly Hex[];
  readonly prefixes: readonly Hex[];
}

/** What exists of some parts at one block; below each prefix in the order of the keys. */
export type FetchParts = (parts: StateParts) => Promise<Iterable<readonly [key: Hex, value: Uint8Array]>>;

/** Rounds of fetching until a question that reads what its last values name is answered. */
const MAX_ROUNDS = 8;
const NOTHING: StateParts = { keys: [], prefixes: [] };

/**
 * Asks a question of a state that is elsewhere, and fetches exactly what the question reads: it is asked again until
 * nothing that it read was missing. What the question does besides reading is its own mistake: the state is read-only.
 *
 * @param hint parts to fetch at once: what a question like it read before. Whatever they are, the answer is the same.
 * @returns the answer, and what was read for it.
 * @throws RangeError when the question reads ever more; and what `fetch` throws.
 */
export async function askStateParts<T>(
  runtime: FrameRuntime,
  fetch: FetchParts,
  question: (ctx: Context) => T,
  hint: StateParts = NOTHING,
): Promise<{ readonly answer: T; readonly read: StateParts }> {
  const excerpt = new Excerpt();
  let wanted = hint;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    if (wanted.keys.length + wanted.prefixes.length > 0) excerpt.add(wanted, await fetch(wanted));
    const { storage, read, missing } = excerpt.watched();
    const ctx = new CallContext(runtime.linked, storage, { verifySignature: refuse });
    const answer = attempt(() => question(ctx));
    if (missing.keys.size + missing.prefixes.size === 0) return { answer: answer(), read: listed(read) };
    wanted = listed(missing);
  }
  throw new RangeError(`state: expected a question that ends, got one that read on for ${MAX_ROUNDS} rounds`);
}

/** The same for questions that read single keys only. @throws also TypeError for another. */
export async function askPartialState<T>(
  runtime: FrameRuntime,
  fetch: FetchStorage,
  question: (ctx: Context) => T,
): Promise<T> {
  const fetchKeys: FetchParts = async ({ keys, prefixes }) => {
    if (prefixes.length > 0) refuse();
    const values = await fetch(keys.map((key) => fromHex(key)));
    return keys.flatMap((key, i) => (values[i] === undefined ? [] : [[key, values[i]] as const]));
  };
  return (await askStateParts(runtime, fetchKeys, question)).answer;
}

/** What is thrown over missing values means nothing. */
function attempt<T>(work: () => T): () => T {
  try {
    const answer = work();
    return () => answer;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

const refuse = (): never => {
  throw new TypeError('state: expected reads of single keys, got something else');
};

interface PartSets {
  readonly keys: Set<Hex>;
  readonly prefixes: Set<Hex>;
}

const partSets = (): PartSets => ({ keys: new Set(), prefixes: new Set() });
const listed = ({ keys, prefixes }: PartSets): StateParts => ({ keys: [...keys], prefixes: [...prefixes] });

/** What is known of a state. */
class Excerpt {
  readonly #single = new Map<Hex, Uint8Array | undefined>();
  readonly #below = new Map<Hex, Uint8Array>();
  /** Keys below each prefix, in order. */
  readonly #prefixes = new Map<Hex, Set<Hex>>();
  /** PERF: few lengths of prefixes cover many of them. */
  readonly #lengths = new Set<number>();

  add({ keys, prefixes }: StateParts, found: Iterable<readonly [Hex, Uint8Array]>): void {
    const asked = new Set(keys);
    for (const key of keys) this.#single.set(key, undefined);
    for (const prefix of prefixes) {
      this.#prefixes.set(prefix, new Set());
      this.#lengths.add(prefix.length);
    }
    for (const [key, value] of found) {
      if (asked.has(key)) this.#single.set(key, value);
      for (const list of this.#listsOver(key)) {
        list.add(key);
        this.#below.set(key, value);
      }
    }
  }

  /** A read-only state, and what is read of it from now on: of what is known, and of what is not. */
  watched(): { readonly storage: RuntimeStorage; readonly read: PartSets; readonly missing: PartSets } {
    const [read, missing] = [partSets(), partSets()];
    const get = (key: Hex): Uint8Array | undefined => {
      if (this.#single.has(key)) read.keys.add(key);
      else if (this.#listsOver(key).next().done === true) missing.keys.add(key);
      return this.#single.get(key) ?? this.#below.get(key);
    };
    const keys = (prefix: Hex): Iterable<Hex> => {
      const known = this.#prefixes.get(prefix);
      (known === undefined ? missing : read).prefixes.add(prefix);
      return known ?? [];
    };
    const nothing = { put: refuse, delete: refuse, append: refuse, nextKey: refuse, root: refuse };
    const storage = { ...nothing, get, keys, begin: refuse, commit: refuse, rollback: refuse };
    return { storage, read, missing };
  }

  *#listsOver(key: Hex): Generator<Set<Hex>> {
    for (const length of this.#lengths) {
      const list = this.#prefixes.get(key.slice(0, length));
      if (list !== undefined) yield list;
    }
  }
}
