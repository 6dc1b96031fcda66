/** Two hundred keys send at once over one connection, from a process that is busy with other things: each hears what became of it. */
import { ChainClient, keyFromUri } from '@yumanet/chain-client';
import { expect, it, onTestFinished } from 'vitest';
import { ChainProcess } from '../support/chain-process.js';

const KEYS = 200;
/** Milliseconds for which the process hears nothing, again and again: several blocks. */
const BUSY_MS = 400;

it('all of them are final, none is waited for in vain', async () => {
  const fast = ['--network', 'demo', '--block-time', '0.2', '--finality-delay', '0'];
  const chain = await ChainProcess.start(fast);
  onTestFinished(async () => void (await chain.kill()));
  const client = new ChainClient({ endpoints: [chain.ready.rpc] });
  onTestFinished(() => client.stop());
  await client.start();
  const keys = await Promise.all(Array.from({ length: KEYS }, (_, i) => keyFromUri(`//Eve//many//${i}`)));
  const transfer = (to: string, rao: bigint) => client.call('Balances', 'transfer_keep_alive', [to, rao]);
  const gifts = await Promise.all(keys.map(({ address }) => transfer(address, 1_000_000_000n)));
  const alice = client.sender(await keyFromUri('//Alice'));
  for (let from = 0; from < KEYS; from += 50)
    await alice.send(await client.call('Utility', 'batch', [gifts.slice(from, from + 50)]));
  const { address: bob } = await keyFromUri('//Bob');
  const busy = setInterval(() => {
    for (const end = performance.now() + BUSY_MS; performance.now() < end;);
  }, BUSY_MS + 100);
  onTestFinished(() => clearInterval(busy));
  const receipts = await Promise.all(
    keys.map(async (key) => client.sender(key).send(await transfer(bob, 1n), { deadlineMs: 150_000 })),
  );
  expect(new Set(receipts.map(({ hash }) => hash)).size).toBe(KEYS);
});
