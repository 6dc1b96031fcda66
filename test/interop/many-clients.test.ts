import { WsProvider } from '@polkadot/api';
import { expect, it, onTestFinished } from 'vitest';
import { ChainProcess, rpc } from '../support/chain-process.js';
import { offlineSigner } from '../support/signer.js';

const CLIENTS = 200;
const GIFT = 10_000_000_000n;

/** Sends one transaction over its own connection and waits until it is final. */
function watch(provider: WsProvider, extrinsic: string): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const heard: string[] = [];
    provider
      .subscribe(
        'author_extrinsicUpdate',
        'author_submitAndWatchExtrinsic',
        [extrinsic],
        (error, status: unknown) => {
          if (error) return reject(error);
          const kind = typeof status === 'string' ? status : Object.keys(status as object)[0]!;
          heard.push(kind);
          if (kind === 'finalized') resolve(heard);
        },
      )
      .catch(reject);
  });
}

it(`serves ${CLIENTS} clients at once: each subscribes, sends and sees its own transaction final`, async () => {
  const chain = await ChainProcess.start(['--sealing', 'instant', '--finality-delay', '400']);
  onTestFinished(async () => void (await chain.kill()));
  const signer = await offlineSigner(chain.ready.rpc);
  const uris = Array.from({ length: CLIENTS }, (_, i) => `//Client//${i}`);
  await Promise.all(
    uris.map((uri, nonce) =>
      rpc(chain.ready.http, 'author_submitExtrinsic', signer.transfer('//Alice', uri, GIFT, nonce)),
    ),
  );
  const extrinsics = uris.map((uri) => signer.transfer(uri, '//Bob', 1000n, 0));

  const providers = uris.map(() => new WsProvider(chain.ready.rpc, false));
  onTestFinished(async () => {
    await Promise.all(providers.map((provider) => provider.disconnect()));
  });
  const heads = new Array<number>(CLIENTS).fill(0);
  await Promise.all(
    providers.map(async (provider, i) => {
      await provider.connect();
      await provider.isReady;
      await provider.subscribe('chain_newHead', 'chain_subscribeNewHeads', [], () => heads[i]!++);
      expect(await provider.send('system_chain', [])).toBe('Yumanet Local');
    }),
  );
  const heard = await Promise.all(providers.map((provider, i) => watch(provider, extrinsics[i]!)));
  for (const statuses of heard) expect(statuses).toEqual(['ready', 'inBlock', 'finalized']);
  expect(Math.min(...heads)).toBeGreaterThanOrEqual(2);
  await signer.close();
  expect(await chain.stop()).toBe(0);
});
