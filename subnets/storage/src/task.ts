import { jsonCodec, SeededRandom, type TaskMaker } from '@yumanet/subnet-kit';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { decodeMemory, type Memory } from './memory.js';
import { CHUNK_BYTES, idOf, LEAVES } from './merkle.js';

/** Chunks that a miner is given in each round. */
export const ROUND_CHUNKS = 4;
/** Chunks that a miner keeps when it has kept everything; then the oldest make room. */
export const FULL_CHUNKS = 32;
/** Leaves that are asked for in each round. */
export const CHALLENGES = 8;
/** More than that is no task. */
const MOST = 256;

const hexOf = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${2 * bytes}}$`));
const id = hexOf(32);
const schema = z.strictObject({
  account: hexOf(16),
  /** Ids of the chunks that stay: whatever else lies under this account may be deleted. */
  keep: z.array(id).max(MOST),
  /** Chunks to keep from now on; base64. */
  store: z.array(z.base64().length(4 * Math.ceil(CHUNK_BYTES / 3))).max(MOST),
  /** Leaves to show. */
  prove: z
    .array(
      z.strictObject({
        id,
        leaf: z
          .number()
          .int()
          .min(0)
          .max(LEAVES - 1),
      }),
    )
    .max(MOST),
  /** Chunks to give back whole. */
  retrieve: z.array(id).max(MOST),
});

/** What a miner is asked: to keep, to show, to give back. */
export type Errand = z.output<typeof schema>;

/** What the judge knows of one miner. */
export interface Account {
  readonly memory: Memory;
  /** Ids of `Errand.store`, in its order. */
  readonly fresh: readonly string[];
  /** The nonce once this challenge is answered. */
  readonly nextNonce: string;
}

/** By hotkey. */
export type Accounts = ReadonlyMap<string, Account>;

/** A round: each miner is given new chunks, and challenged over those that it took before. */
export const taskMaker: TaskMaker<Errand, Accounts> = {
  codec: jsonCodec(schema, 'storage task'),
  make(seed, hotkeys, memories) {
    const rounds = hotkeys.map((hotkey) => [hotkey, errandOf(seed, hotkey, memories?.get(hotkey))] as const);
    return Promise.resolve({
      asks: new Map(rounds.map(([hotkey, { errand }]) => [hotkey, errand])),
      secret: new Map(rounds.map(([hotkey, { account }]) => [hotkey, account])),
    });
  },
};

function errandOf(seed: string, hotkey: string, remembered: Uint8Array | undefined) {
  const draw = (what: string, bytes: number) =>
    createHash('shake256', { outputLength: bytes }).update(`storage ${what} ${seed} ${hotkey}`).digest();
  const memory = decodeMemory(remembered) ?? {
    account: draw('account', 16).toString('hex'),
    nonce: draw('first nonce', 16).toString('hex'),
    held: [],
  };
  // Random bytes of each miner's own: nobody makes them anew, and nobody has them from somebody else.
  const store = Array.from({ length: ROUND_CHUNKS }, (_, i) => draw(`chunk ${i}`, CHUNK_BYTES));
  const keep = memory.held.slice(-(FULL_CHUNKS - ROUND_CHUNKS));
  const account: Account = {
    memory: { ...memory, held: keep },
    fresh: store.map((chunk) => idOf(chunk).toString('hex')),
    nextNonce: draw('nonce', 16).toString('hex'),
  };
  const errand: Errand = {
    account: memory.account,
    keep: [...keep],
    store: store.map((chunk) => chunk.toString('base64')),
    ...challengeOf(keep, memory.nonce),
  };
  return { errand, account };
}

/** Same chunks and same nonce, same challenge. */
function challengeOf(held: readonly string[], nonce: string): Pick<Errand, 'prove' | 'retrieve'> {
  if (held.length === 0) return { prove: [], retrieve: [] };
  const random = new SeededRandom(`storage challenge ${nonce}`);
  const any = () => held[random.below(held.length)]!;
  const prove = Array.from({ length: CHALLENGES }, () => ({ id: any(), leaf: random.below(LEAVES) }));
  return { prove, retrieve: [any()] };
}
