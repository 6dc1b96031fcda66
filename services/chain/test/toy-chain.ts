import type { Runtime } from '@yumanet/frame';
import { onTestFinished } from 'vitest';
import { presetSpec } from '../src/chain-spec/presets.js';
import type { ChainSpec } from '../src/chain-spec/schema.js';
import { toHex } from '../src/bytes.js';
import { LmdbBlockLog, type BlockLog } from '../src/node/block-log.js';
import type { Block } from '../src/node/block/block.js';
import { Chain, type ChainOptions } from '../src/node/chain.js';
import { buildGenesis, prepareStore } from '../src/node/open-chain.js';
import { SignatureVerifier } from '../src/node/signatures/signature-verifier.js';
import { ChainStore } from '../src/node/state/chain-store.js';
import { tempFolder } from './temp-folder.js';
import { toyPair, toyRuntime } from './toy-runtime.js';

export const alice = toyPair(1);
export const bob = toyPair(2);

export const TOY_SPEC: ChainSpec = {
  ...presetSpec('local'),
  genesis: { balances: { balances: [alice, bob].map(({ account }) => [toHex(account), 1000]) } },
};
/** The toy runtime reads its balances straight from the spec. */
export const TOY_RUNTIME = {
  ...toyRuntime,
  buildGenesis: (config: unknown, storage: Parameters<typeof toyRuntime.buildGenesis>[1]) =>
    toyRuntime.buildGenesis((config as { balances: unknown }).balances, storage),
};

export const TOY_OPTIONS: ChainOptions = {
  sealing: 'manual',
  blockTimeMs: 1000,
  followMs: 20,
  finality: { lag: 1, minDelayMs: 0 },
  author: { maxBlockBytes: 1_000_000, maxBuildMs: 1000 },
  simulatedTime: true,
  startTimeMs: 12_000n,
};

export interface ToyChain {
  readonly chain: Chain;
  readonly store: ChainStore;
  readonly reverted: readonly Block[];
  readonly fatal: unknown[];
  close(): Promise<void>;
}

/** A chain of the toy runtime, closed after the test. */
export function openToyChain(
  path = tempFolder(),
  options: Partial<ChainOptions> = {},
  runtime: Runtime = TOY_RUNTIME,
  logOf: (store: ChainStore) => BlockLog = (store) => new LmdbBlockLog(store),
): ToyChain {
  const store = new ChainStore({ path, fsync: false, history: 16 });
  const reverted = prepareStore(store, buildGenesis(runtime, TOY_SPEC));
  const verifier = new SignatureVerifier({ threads: 0 });
  const fatal: unknown[] = [];
  const chain = new Chain(
    { ...TOY_OPTIONS, ...options },
    {
      runtime,
      store,
      log: logOf(store),
      verifier,
      clock: { now: () => Date.now() },
      onFatal: (error) => fatal.push(error),
    },
  );
  let closed = false;
  const close = async (): Promise<void> => {
    if (closed) return;
    closed = true;
    await chain.stop();
    await store.close();
  };
  onTestFinished(close);
  return { chain, store, reverted, fatal, close };
}
