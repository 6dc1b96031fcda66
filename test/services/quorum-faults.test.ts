/**
 * Workers in processes of their own that are late, killed in the middle of an epoch, repeated, and without a bus for a
 * while: every block executed again, inline, has the same state. `npm run test:slow` takes more workers and more kills.
 */
import { keyFromUri } from '@yumanet/chain-client';
import { describe, expect, it } from 'vitest';
import { HoldingProxy } from '../support/holding-proxy.js';
import { EPOCH_BLOCKS, QuorumNetwork } from '../support/quorum-network.js';

const SLOW = process.env['YUMANET_SLOW'] === '1';
/** Registered workers, and how many must agree: all of them, or fewer. */
const SIZES = SLOW
  ? ([
      [1, 1],
      [2, 1],
      [2, 2],
      [4, 4],
    ] as const)
  : ([[1, 1]] as const);
const KILLS = SLOW ? 5 : 1;
const WAIT_MS = SLOW ? 600_000 : 90_000;

describe.each(SIZES)('%i workers, of whom %i must agree', (count, quorum) => {
  it(
    'late and repeated results, kill -9 mid-epoch, NATS restarted: the same chain, and nobody is blamed',
    async () => {
      const uris = Array.from({ length: count }, (_, k) => `//Worker//${k}`);
      const network = await QuorumNetwork.start({ uris, quorum, deadlineMs: 2_500, blockSeconds: 0.05 });
      const proxy = await HoldingProxy.before(`http://${network.chain.ready.grpc}`);
      try {
        void network.repeatResults().catch(() => undefined);
        const held = uris[0]!;
        const heldAt = proxy.address;
        let worker = await network.worker(held, heldAt);
        for (const uri of uris.slice(1)) await network.worker(uri);
        expect(await network.until(() => network.byWorkers(), 2)).toBeGreaterThanOrEqual(2);

        // Without the one whose answers are held: decided by the others, or by the chain at the deadline.
        const decided = () => (quorum < count ? network.byWorkers() : network.byChain());
        const mid = async (): Promise<number> => {
          proxy.hold();
          await network.midEpoch();
          return decided();
        };
        const key = Buffer.from((await keyFromUri(held)).publicKey);
        const resultsOf = () => network.results.filter(({ worker: by }) => by.equals(key)).length;

        const before = quorum < count ? await decided() : await mid();
        if (quorum < count) await mid();
        await network.until(decided, before + 1);
        const said = resultsOf();
        proxy.release();
        await expect.poll(resultsOf).toBeGreaterThan(said);

        for (let kill = 0; kill < KILLS; kill++) {
          const at = await network.byChain();
          await mid();
          await worker.kill();
          proxy.drop();
          proxy.release();
          // A killed worker costs nothing where the others are enough.
          if (quorum === count)
            expect(await network.until(() => network.byChain(), at + 1)).toBeGreaterThan(at);
          else await network.pass(EPOCH_BLOCKS);
          worker = await network.worker(held, heldAt);
          const agreed = await network.byWorkers();
          expect(await network.until(() => network.byWorkers(), agreed + 1)).toBeGreaterThan(agreed);
          if (quorum < count) expect(await network.byChain()).toBe(at);
        }

        await network.nats.stop();
        await network.nats.start();
        const agreed = await network.byWorkers();
        expect(await network.until(() => network.byWorkers(), agreed + 1)).toBeGreaterThan(agreed);

        expect(await network.metric('yumanet_chain_quorum_excluded_workers_total')).toBe(0);
        const repeated = 'yumanet_chain_quorum_ignored_results_total{why="repeated"';
        expect(await network.metric(repeated)).toBeGreaterThan(0);
        const { head, finalised, replayed } = await network.replay();
        expect(replayed).toBe(finalised);
        expect(head - replayed).toBeLessThanOrEqual(1);
        process.stdout.write(
          `${count} workers, quorum ${quorum}, ${KILLS} killed mid-epoch: ${replayed} blocks replayed inline, the same\n`,
        );
      } finally {
        await proxy.stop();
        await network.end();
      }
    },
    WAIT_MS,
  );
});
