/** Copies made while everything runs, of ledger and chain, put into empty folders on a new bus: the network goes on from there. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { NatsServerProcess, ensureNatsServer } from '@yumanet/service-kit';
import { afterAll, expect, it } from 'vitest';
import { ChainProcess, tempFolder } from '../support/chain-process.js';
import { serviceBin } from '../support/service-bin.js';
import { ServiceProcess } from '../support/service-process.js';

const CATCH_UP_MS = 120_000;

const folder = tempFolder();
const ends: (() => unknown)[] = [];
afterAll(async () => {
  for (const end of ends.reverse()) await end();
  folder.remove();
});

const at = (...path: readonly string[]): string => join(folder.path, ...path);
const command = (service: string, ...args: readonly string[]) =>
  JSON.parse(
    execFileSync(process.execPath, [serviceBin(service), ...args], { encoding: 'utf8' }),
  ) as Readonly<Record<string, unknown>>;

/** A bus, a chain and its second opinion, their data below one folder. */
async function startNetwork(name: string) {
  const nats = new NatsServerProcess({ dir: at(name, 'nats') });
  await nats.start();
  ends.push(() => nats.stop());
  const chain = await ChainProcess.start([
    ...['--network', 'demo', '--block-time', '0.2', '--finality-delay', '0', '--state-history', '5000'],
    ...['--data-dir', at(name, 'chain'), '--nats-url', nats.url, '--grpc-port', '0'],
  ]);
  ends.push(() => chain.kill());
  const emission = await ServiceProcess.start('emission', [
    ...['--network', 'demo', '--chain-grpc', chain.ready.grpc, '--nats-servers', nats.url],
    ...['--data-dir', at(name, 'emission'), '--http-port', '0'],
  ]);
  ends.push(() => emission.kill());
  const http = (emission.ready as unknown as { http: string }).http;
  const books = async (): Promise<{ head: number; broken: readonly unknown[] }> => {
    const response = await fetch(`${http}/v1/audit`);
    if (!response.ok) return { head: 0, broken: [] };
    const { head, broken = [] } = (await response.json()) as { head: string; broken?: readonly unknown[] };
    return { head: Number(head), broken };
  };
  return { nats, chain, emission, books };
}

async function ledgerReaches(
  books: () => Promise<{ head: number; broken: readonly unknown[] }>,
  block: number,
) {
  const deadline = Date.now() + CATCH_UP_MS;
  for (;;) {
    const { head, broken } = await books();
    expect(broken).toEqual([]);
    if (head >= block) return;
    expect(Date.now(), `ledger at ${head}, expected ${block}`).toBeLessThan(deadline);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

it(
  'chain and ledger go on from copies that were made while they ran',
  async () => {
    ensureNatsServer();
    const before = await startNetwork('old');
    await ledgerReaches(before.books, 20);
    // The ledger first: it may not know blocks that the restored chain has not.
    const ledger = command('emission', 'backup', '--data-dir', at('old', 'emission'), '--to', at('ledger'));
    const chain = command('chain', 'backup', '--data-dir', at('old', 'chain'), '--to', at('blocks'));
    expect(ledger['block']).toBeGreaterThanOrEqual(20);
    expect(chain['head']).toBeGreaterThanOrEqual(ledger['block'] as number);
    await Promise.all([before.emission.kill(), before.chain.kill()]);
    await before.nats.stop();

    const restored = command(
      'emission',
      'restore',
      '--from',
      at('ledger'),
      '--data-dir',
      at('new', 'emission'),
    );
    expect(restored).toMatchObject({ block: ledger['block'], hash: ledger['hash'] });
    const checked = command('chain', 'restore', '--from', at('blocks'), '--data-dir', at('new', 'chain'));
    expect(checked['head']).toBe(chain['head']);

    const after = await startNetwork('new');
    expect(after.chain.ready.genesis).toBe(before.chain.ready.genesis);
    expect(after.chain.ready.head).toBeGreaterThanOrEqual((chain['head'] as number) - 2);
    // Beyond the copy, and without a gap in the books: what the copy lacked the restored chain made anew and published.
    await ledgerReaches(after.books, (chain['head'] as number) + 10);
    expect(await after.emission.stop(), after.emission.log()).toBe(0);
    expect(await after.chain.stop(), after.chain.log()).toBe(0);
  },
  4 * CATCH_UP_MS,
);
