import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Verdict } from '@yumanet/proto/emission/v1';
import { kitError } from '@yumanet/service-kit';
import { SnapshotStore, inputOf, readBlockMoney, readEconomy, snapshotCodec } from '@yumanet/subtensor';
import type { TestChain } from '@yumanet/subtensor/testing';
import { createYuma } from '@yumanet/yuma-core';
import { EpochInputs } from '../src/answers/epoch-inputs.js';
import type { EmissionBooks } from '../src/grpc/handlers.js';
import { AuditHub } from '../src/ledger/audit-hub.js';
import { blockLedger, paidAfter } from '../src/ledger/block-ledger.js';
import { LmdbLedgerStore } from '../src/ledger/lmdb-ledger-store.js';
import { openingLedger } from '../src/ledger/opening-ledger.js';
import { VerdictStore } from '../src/verdicts/verdict-store.js';
import { verdictMessage } from '../src/verify/verdict-message.js';
import { paidChain, type PaidChainOptions } from './paid-chain.js';

/** A paid chain in memory with the books that the service would have of it. */
export class ChainBooks {
  readonly chain: TestChain;
  readonly books: EmissionBooks;
  readonly snapshots = new SnapshotStore({ keepWhole: 64, keepDigests: 0 });
  readonly #yuma = createYuma({ backend: 'wasm' });
  readonly #verdicts = new VerdictStore(1_024);
  readonly #ledger: LmdbLedgerStore;
  readonly #folder = mkdtempSync(join(tmpdir(), 'yumanet-books-'));

  private constructor(options: PaidChainOptions) {
    this.chain = paidChain({ ...options, onEpoch: this.snapshots.observe });
    this.#ledger = new LmdbLedgerStore(join(this.#folder, 'ledger'));
    const chain = {
      getEpochSnapshot: ({ netuid, block }: { netuid: number; block: { ref?: unknown } | undefined }) => {
        const ref = block?.ref as { number?: bigint; hash?: Buffer };
        const number = ref.hash
          ? 1 + this.chain.blocks.findIndex(({ hash }) => hash === ref.hash?.toString('hex'))
          : Number(ref.number);
        const found = this.snapshots.find(netuid, number);
        if (found?.encoded === undefined)
          return Promise.reject(kitError('NOT_FOUND', `no epoch of ${netuid} in ${number}`));
        return Promise.resolve({ snapshot: Buffer.from(found.encoded) } as never);
      },
    };
    this.books = {
      verdicts: this.#verdicts,
      ledger: this.#ledger,
      audits: new AuditHub(),
      readAt: (_hash, alsoOf) =>
        Promise.resolve({
          state: readEconomy(this.chain.ctx, alsoOf),
          money: readBlockMoney(this.chain.ctx),
        }),
      inputs: new EpochInputs(chain, this.#verdicts),
      yuma: this.#yuma,
      tempoOf: () => Promise.resolve(options.tempo),
    };
  }

  static async make(options: PaidChainOptions, blocks: number): Promise<ChainBooks> {
    const made = new ChainBooks(options);
    await made.#ledger.open('00'.repeat(32));
    await made.grow(blocks);
    return made;
  }

  /** More blocks, each with its books and verdicts. */
  async grow(blocks: number): Promise<void> {
    const { chain } = this;
    let before = readEconomy(chain.ctx);
    const head = await this.#ledger.head();
    if (head === undefined)
      await this.#ledger.append(openingLedger(chain.blocks.at(-1)!.hash, before, undefined), {
        state: before,
        sequence: 1,
      });
    for (let k = 0; k < blocks; k++) {
      chain.block();
      const { hash } = chain.blocks.at(-1)!;
      const after = readEconomy(chain.ctx, paidAfter(before));
      const ledger = blockLedger({ hash, before, after, money: readBlockMoney(chain.ctx) });
      await this.#ledger.append(ledger, { state: after, sequence: chain.number });
      this.books.audits.tell(ledger.audit);
      for (const kept of this.snapshots.inBlock(chain.number, chain.blocks.at(-2)!.hash))
        this.#verify(kept, hash);
      before = after;
    }
  }

  #verify(
    { netuid, block, digest, encoded }: ReturnType<SnapshotStore['inBlock']>[number],
    hash: string,
  ): void {
    const snapshot = snapshotCodec().decode(encoded!);
    const output = this.#yuma.runEpoch(inputOf(snapshot));
    const name = { netuid, block, snapshotDigest: digest };
    const result = { kind: 'compared', snapshot, output, difference: undefined } as const;
    const verdict = verdictMessage(name, { blockHash: hash, sequence: block }, result);
    if (verdict.verdict !== Verdict.VERDICT_EQUAL) throw new Error('expected an equal epoch');
    this.#verdicts.add(verdict);
  }

  async close(): Promise<void> {
    await this.#ledger.close();
    this.#yuma.dispose();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
