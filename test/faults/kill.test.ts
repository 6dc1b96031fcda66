import { setTimeout as sleep } from 'node:timers/promises';
import { WsProvider } from '@polkadot/api';
import { verifyDataFolder } from '@yumanet/chain';
import { expect, it, onTestFinished } from 'vitest';
import { ChainProcess, rpc, tempFolder } from '../support/chain-process.js';
import { seeded } from '../support/seeded.js';
import { offlineSigner, type OfflineSigner } from '../support/signer.js';

const ROUNDS = process.env['YUMANET_SLOW'] === '1' ? 200 : 8;
const SEED = Number(process.env['YUMANET_SEED'] ?? Date.now() % 1_000_000);
const FLAGS = ['--sealing', 'interval', '--block-time', '0.02', '--finality-delay', '0'];

/** Sends transfers as fast as they are taken until the chain is gone. */
function load(chain: ChainProcess, signer: OfflineSigner): { first: Promise<void>; done: Promise<number> } {
  let begun: () => void = () => undefined;
  const first = new Promise<void>((resolve) => (begun = resolve));
  const run = async (): Promise<number> => {
    let sent = 0;
    try {
      let nonce = await rpc<number>(chain.ready.http, 'system_accountNextIndex', signer.address('//Alice'));
      for (;;) {
        const extrinsic = signer.transfer('//Alice', '//Bob', 1000n, nonce++);
        await rpc(chain.ready.http, 'author_submitExtrinsic', extrinsic);
        sent++;
        begun();
      }
    } catch {
      begun();
      return sent;
    }
  };
  return { first, done: run() };
}

it(
  `kill -9 at ${ROUNDS} random moments under load (seed ${SEED}): nothing final is lost, no block is half there`,
  async () => {
    const { path, remove } = tempFolder();
    onTestFinished(remove);
    const next = seeded(SEED);
    const final = new Map<number, string>();
    let signer: OfflineSigner | undefined;
    let sent = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const chain = await ChainProcess.start([...FLAGS, '--data-dir', path]);
      onTestFinished(async () => void (await chain.kill()));
      const { head } = chain.ready;
      for (const [number, hash] of final) {
        expect(head, `round ${round}: block ${number} was final`).toBeGreaterThanOrEqual(number);
        expect(await rpc(chain.ready.http, 'chain_getBlockHash', number)).toBe(hash);
      }
      final.clear();
      if (signer === undefined) {
        signer = await offlineSigner(chain.ready.rpc);
        await signer.close();
      }
      const provider = new WsProvider(chain.ready.rpc, false);
      await provider.connect();
      await provider.isReady;
      await provider.subscribe(
        'chain_finalizedHead',
        'chain_subscribeFinalizedHeads',
        [],
        (_, header: unknown) => {
          const { number, parentHash } = header as { number: string; parentHash: string };
          // A final header vouches for its parent's hash.
          if (Number(number) > 0) final.set(Number(number) - 1, parentHash);
          if (final.size > 8) final.delete(final.keys().next().value!);
        },
      );
      const working = load(chain, signer);
      // However slow the machine, it is under load by then.
      await working.first;
      await sleep(next() * 350);
      await chain.kill();
      sent += await working.done;
      await provider.disconnect();
      const verified = await verifyDataFolder({ dataDir: path });
      expect(verified.head - verified.finalised).toBeLessThanOrEqual(2);
    }
    expect(sent).toBeGreaterThanOrEqual(ROUNDS);
    const replay = await verifyDataFolder({ dataDir: path, replay: true });
    expect(replay.replayed).toBe(replay.finalised);
  },
  ROUNDS * 15_000 + 120_000,
);
