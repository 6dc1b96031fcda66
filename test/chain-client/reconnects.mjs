// Forces reconnects and prints how much the heap grew: `node --expose-gc reconnects.mjs ws://… 1000`.
import { SubstrateSource, openPolkadotApi } from '@yumanet/chain-client';

const [url, count] = [process.argv[2], Number(process.argv[3])];
const source = new SubstrateSource({ endpoints: [url], reconnect: { initialMs: 1, maxMs: 5 } });
await source.start();
// What a service holds on a connection: an ApiPromise with subscriptions, and final blocks.
const api = await openPolkadotApi(source.provider);
await api.rpc.chain.subscribeNewHeads(() => undefined);
const controller = new AbortController();
const following = (async () => {
  for await (const _ of source.finalizedBlocks(1, controller.signal));
})();

let reconnects = 0;
source.onState((state) => {
  if (state === 'connected') reconnects += 1;
});

async function force(times) {
  const end = reconnects + times;
  while (reconnects < end) {
    const before = reconnects;
    source.provider.reconnect('test');
    while (reconnects === before) await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

async function heapMb() {
  for (let i = 0; i < 5; i += 1) {
    globalThis.gc();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return process.memoryUsage().heapUsed / 1024 / 1024;
}

await force(Math.min(50, count / 2));
const before = await heapMb();
await force(count);
const after = await heapMb();
const subscriptions = source.provider.subscriptions;
controller.abort();
await following;
await api.disconnect();
await source.stop();
process.stdout.write(
  `${JSON.stringify({ reconnects, beforeMb: before, afterMb: after, grownMb: after - before, subscriptions })}\n`,
);
process.exit(0);
