// `explain` of a neuron at 256 × 64, its input at hand and its payout in a ledger on disk. Yardstick: bare runEpoch.
import { join } from 'node:path';
import { inputOf, snapshotCodec } from '@yumanet/subtensor';
import { createYuma } from '@yumanet/yuma-core';
import { explain } from '../dist/answers/explain.js';
import { LmdbLedgerStore } from '../dist/ledger/lmdb-ledger-store.js';
import {
  UIDS,
  VALIDATORS,
  encodedSnapshot,
  fullSnapshot,
  hotkey,
  median,
  round,
  tempFolder,
  times,
} from './harness.mjs';

const GOAL_MS = 50;

export async function benchExplain() {
  const yuma = createYuma({ backend: 'wasm' });
  await yuma.whenReady();
  const folder = tempFolder();
  const ledger = new LmdbLedgerStore(join(folder.path, 'ledger'));
  await ledger.open('00'.repeat(32));
  const snapshot = fullSnapshot();
  await ledger.append(payoutOf(snapshot), { state: {}, sequence: 1 });
  const parts = { inputs: { of: () => Promise.resolve(snapshot) }, ledger, yuma };
  const ask = (k) => explain(parts, { netuid: 1, who: { $case: 'uid', uid: k % UIDS }, block: undefined });
  const encoded = encodedSnapshot(snapshot.block);
  const cold = { ...parts, inputs: { of: () => Promise.resolve(snapshotCodec().decode(encoded)) } };
  const askCold = (k) => explain(cold, { netuid: 1, who: { $case: 'uid', uid: k % UIDS }, block: undefined });
  await times(UIDS, ask);
  const ms = await times(UIDS, ask);
  const coldMs = await times(UIDS, askCold);
  const input = inputOf(snapshot);
  const bareMs = median(await times(UIDS, () => yuma.runEpoch(input)));
  await ledger.close();
  folder.remove();
  yuma.dispose();
  return {
    name: `explain, ${UIDS}×${VALIDATORS}`,
    medianMs: round(median(ms)),
    worstMs: round(Math.max(...ms)),
    inputDecodedFirstMs: round(median(coldMs)),
    bareRunEpochMs: round(bareMs),
    ratioToBare: round(median(ms) / bareMs),
    underGoal: median(ms) < GOAL_MS,
  };
}

/** The block after the epoch, which pays every uid. */
function payoutOf({ block: epoch }) {
  const block = epoch + 1;
  const entries = Array.from({ length: 2 * UIDS }, (_, index) => ({
    ...{ block, index, epoch, netuid: 1, rao: 1_000_000n, basis: 'as this benchmark says' },
    kind: index % 2 === 0 ? 'miner' : 'validator',
    from: `loaded:1:${hotkey(index >> 1)}`,
    to: `stake:${hotkey(index >> 1)}:${hotkey(0)}`,
    hotkey: hotkey(index >> 1),
  }));
  const audit = {
    ...{ block, hash: '01'.repeat(32), gap: 0, epochs: [], problems: [] },
    ...{ inRao: 0n, outRao: 0n, dustRao: 0n, mintedRao: 0n, recycledRao: 0n, issuedRao: 0n },
  };
  return { audit, entries };
}
