// An axon in a process of its own, as the benchmarks ask it: the real door, store, port and handler process, without a chain.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { keyFromUri } from '@yumanet/chain-client';
import { createMetrics, Health, silentLogger, systemClock } from '@yumanet/service-kit';
import { parseHotkey } from '@yumanet/units';
import { AxonServer } from '../dist/axon/axon-server.js';
import { Quotas } from '../dist/axon/quotas.js';
import { HandlerHost } from '../dist/handler/handler-host.js';
import { minerMetrics } from '../dist/metrics.js';
import { MinerStore } from '../dist/store/miner-store.js';

const NETUID = 1;
const dataDir = mkdtempSync(join(tmpdir(), 'yumanet-axon-bench-'));
const clock = systemClock();
const logger = silentLogger();
const metrics = minerMetrics(createMetrics({ service: 'miner', version: '0' }));
const [dendrite, hotkey] = await Promise.all(['//Alice', '//Bob'].map(keyFromUri));
const account = parseHotkey(dendrite.address);
const nonceWindowMs = 16_000;
const maxBodyBytes = 4 * 1024 * 1024;

const store = new MinerStore({ dataDir, hotkey: hotkey.address, clock, nonceWindowMs });
await store.start();
const handler = new HandlerHost({
  mechanism: fileURLToPath(new URL('../test/hostile.mjs', import.meta.url)),
  ...{ backend: 'echo', hotkey: hotkey.address, dataDir, clock, logger, health: new Health(), metrics },
  ...{ maxQueue: 64, handlerConcurrency: 16, handlerMs: 10_000, handlerMemoryMb: 1_024 },
});
await handler.start();
const server = new AxonServer({
  ...{ host: '127.0.0.1', port: 0, clock, store, blockMs: 60_000, maxMessageBytes: maxBodyBytes + 4_096 },
  limits: {
    ...{ maxConnections: 1_024, maxAddressConnections: 64, provenMs: 15_000 },
    maxPendingBytes: 64 * 1024 * 1024,
  },
  axon: {
    ...{ hotkey, metrics, logger, ask: (ask, signal) => handler.ask(ask, signal) },
    door: {
      ...{
        netuid: NETUID,
        task: 'hostile',
        account: parseHotkey(hotkey.address),
        clock,
        nonceWindowMs,
        maxBodyBytes,
      },
      stakeOf: (asked) => (asked === account ? 1n : undefined),
      quotas: new Quotas({ clock, hotkeyRate: 1_000_000, totalRate: 1_000_000 }),
      takeNonce: (asked, nonce) => store.takeNonce(asked, nonce),
    },
  },
});
await server.start();
while (!handler.facts) await new Promise((resolve) => setTimeout(resolve, 20));

process.on('message', async (asked) => {
  if (asked === 'measure') {
    const { values } = await metrics.requests.get();
    const { user, system } = process.cpuUsage();
    process.send({
      ...{ cpuSeconds: (user + system) / 1e6, rss: process.memoryUsage.rss() },
      requests: Object.fromEntries(values.map(({ labels, value }) => [labels.code, value])),
    });
  } else {
    await server.stop();
    await handler.stop();
    await store.stop();
    rmSync(dataDir, { recursive: true, force: true });
    process.exit(0);
  }
});
process.send({ address: `127.0.0.1:${server.port}` });
