import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { subjectsOf } from '@yumanet/proto/subjects';
import { Bus, NatsServerProcess } from '@yumanet/service-kit';
import { expect, it, onTestFinished } from 'vitest';
import { ChainCluster, finalisedOf, until } from '../support/chain-cluster.js';
import { ChainProcess, tempFolder } from '../support/chain-process.js';

const SLOW = process.env['YUMANET_SLOW'] === '1';
const AWAY_MS = SLOW ? 60_000 : 8_000;
const SOON_MS = 60_000;
const FLAGS = ['--sealing', 'interval', '--block-time', '0.2', '--finality-delay', '0', '--status-port', '0'];
const { chainStream } = subjectsOf('local');

/** What an operator reads of one part of a node. */
async function detailOf({ ready }: ChainProcess, part: string): Promise<string> {
  const report = (await (await fetch(`${ready.status}/readyz`)).json()) as {
    parts: Record<string, { detail?: string }>;
  };
  return report.parts[part]?.detail ?? '';
}

it(
  `NATS is away for ${AWAY_MS / 1000} s: a single node goes on, says so, and publishes everything afterwards`,
  async () => {
    const folder = tempFolder();
    const nats = new NatsServerProcess({ dir: join(folder.path, 'nats') });
    onTestFinished(async () => {
      await nats.stop();
      folder.remove();
    });
    await nats.start();
    const chain = await ChainProcess.start([...FLAGS, '--nats-url', nats.url]);
    onTestFinished(async () => void (await chain.kill()));
    await until('block 3', SOON_MS, async () => (await finalisedOf(chain)) >= 3);
    await nats.kill('SIGKILL');
    const before = await finalisedOf(chain);
    await sleep(AWAY_MS);
    expect(await finalisedOf(chain)).toBeGreaterThan(before + 1);
    expect(await detailOf(chain, 'nats')).toMatch(/not publishing .* final blocks wait/);
    await nats.start();
    const goal = await finalisedOf(chain);
    const bus = new Bus({ servers: [nats.url], connectionName: 'test' });
    await bus.start();
    onTestFinished(() => bus.stop());
    // Block n is message n + 1; the publisher itself never leaves a gap or a double.
    await until('what was missed', SOON_MS, async () => {
      return (await bus.manager.streams.info(chainStream)).state.last_seq > goal;
    });
    await until('a clean report', SOON_MS, async () => (await detailOf(chain, 'nats')) === '');
  },
  AWAY_MS + 4 * SOON_MS,
);

it(
  `NATS is away for ${AWAY_MS / 1000} s: a cluster waits, says so, and goes on from its last final block`,
  async () => {
    const cluster = new ChainCluster(FLAGS);
    onTestFinished(() => cluster.stop());
    await cluster.start(['a', 'b']);
    await until('block 3', SOON_MS, async () => (await cluster.finalised('a')) >= 3);
    await Promise.all(cluster.nats.servers.map((server) => server.kill('SIGKILL')));
    const names = ['a', 'b'];
    const detail = (name: string): Promise<string> => detailOf(cluster.chains.get(name)!, 'cluster');
    await until('both to say that they wait', SOON_MS, async () =>
      (await Promise.all(names.map(detail))).every((text) => text.startsWith('waiting for the block log')),
    );
    const before = Math.max(...(await Promise.all(names.map((name) => cluster.finalised(name)))));
    await sleep(AWAY_MS);
    for (const name of names) {
      expect(await cluster.finalised(name)).toBeLessThanOrEqual(before);
      expect((await cluster.health(name)).role).toBe('standby');
    }
    await Promise.all(cluster.nats.servers.map((server) => server.start()));
    await cluster.backAbove(before, names, SOON_MS);
    await cluster.settled();
    await until('both up to date', SOON_MS, async () =>
      (await Promise.all(names.map((name) => cluster.finalised(name)))).every((height) => height > before),
    );
    expect((await Promise.all(names.map(detail))).sort()).toEqual([
      'leader',
      expect.stringContaining('standby'),
    ]);
  },
  AWAY_MS + 5 * SOON_MS,
);
