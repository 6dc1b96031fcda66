/**
 * Many blocks of many paid subnets, with registrations and stake moving, through the ledger on disk: not one rao is
 * missing; and in the last round of epochs the economy breaks, which the books of that very block say.
 * `npm run test:slow` takes 10,000 blocks of 32 subnets.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readBlockMoney, readEconomy, type EconomyState } from '@yumanet/subtensor';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { blockLedger, paidAfter } from '../src/ledger/block-ledger.js';
import { LmdbLedgerStore } from '../src/ledger/lmdb-ledger-store.js';
import { openingLedger } from '../src/ledger/opening-ledger.js';
import { brokenRuntime } from './broken-economy.js';
import { key, paidChain, subtensor } from './paid-chain.js';

const SLOW = process.env['YUMANET_SLOW'] === '1';
const BLOCKS = SLOW ? 10_000 : 150;
const SUBNETS = SLOW ? 32 : 8;
const TEMPO = SLOW ? 99 : 19;
const WAIT_MS = SLOW ? 3_600_000 : 30_000;

const folder = mkdtempSync(join(tmpdir(), 'yumanet-books-'));
const store = new LmdbLedgerStore(join(folder, 'ledger'));
/** No block, until a test names one. */
const breaks = { block: 0 };
const chain = paidChain({
  ...{ subnets: SUBNETS, validators: 4, miners: 8, tempo: TEMPO },
  wrap: (runtime) => brokenRuntime(runtime, 'issuance is burnt without a word', breaks),
});
const rao = (amount: bigint): string => `${amount} rao`;
let before: EconomyState = readEconomy(chain.ctx);
let written = 0;

beforeAll(async () => {
  await store.open('00'.repeat(32));
  await write(openingLedger(chain.blocks.at(-1)!.hash, before, undefined), before);
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const write = (ledger: Parameters<typeof store.append>[0], state: EconomyState): Promise<boolean> =>
  store.append(ledger, { state, sequence: (written += 1) });

/** A block and its books. Every tenth block somebody joins a subnet, or stakes. */
async function block(k: number): Promise<void> {
  const netuid = 1 + (k % SUBNETS);
  const call =
    k % 20 === 0
      ? subtensor('burned_register', { netuid, hotkey: key('miner', netuid, 1_000 + k) })
      : subtensor('add_stake', { hotkey: key('validator', 0, k % 4), amount_staked: 1_000_000_007n });
  const { hash } = chain.block(...(k % 10 === 0 ? [chain.signed(key('owner', netuid), call)] : []));
  // What was is in the ledger: no more of the chain is kept than its next block needs.
  chain.blocks.splice(0, chain.blocks.length - 1);
  const after = readEconomy(chain.ctx, paidAfter(before));
  await write(blockLedger({ hash, before, after, money: readBlockMoney(chain.ctx) }), after);
  before = after;
}

it(
  `${BLOCKS} blocks, ${SUBNETS} subnets: 0 rao missing`,
  async () => {
    const first = before;
    for (let k = 0; k < BLOCKS; k++) await block(k);
    const totals = await store.totals(0, chain.number);
    expect(totals).toMatchObject({ blocks: BLOCKS + 1, problems: 0, gaps: 0 });
    expect(totals.inRao).toBe(totals.outRao + totals.dustRao);
    const missing = first.issued + totals.mintedRao - totals.recycledRao - before.issued;
    expect(missing).toBe(0n);
    expect(totals.recycledRao).toBeGreaterThan(0n);
    process.stdout.write(
      `${totals.blocks} blocks, ${totals.entries} entries: minted ${rao(totals.mintedRao)}, recycled ${rao(totals.recycledRao)}, dust and root’s share ${rao(totals.dustRao)}; ${rao(missing)} missing\n`,
    );
  },
  WAIT_MS,
);

it(
  'an economy that breaks then is found and named in the same block, and in no other',
  async () => {
    breaks.block = chain.number + TEMPO;
    for (let k = 0; k < 2 * TEMPO; k++) await block(BLOCKS + k);
    const found = await store.audits(0, chain.number, 10, true);
    expect(found.map((audit) => [audit.block, audit.problems[0]?.check])).toEqual([[breaks.block, 'issued']]);
    const { check, expectedRao, gotRao } = found[0]!.problems[0]!;
    process.stdout.write(
      `broken in block ${breaks.block}, found in block ${found[0]!.block}: ${check}, expected ${rao(expectedRao)}, got ${rao(gotRao)}\n`,
    );
  },
  WAIT_MS,
);
