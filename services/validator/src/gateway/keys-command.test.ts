import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { Books } from './books/books.js';
import { keysCommand } from './keys-command.js';

const dir = mkdtempSync(join(tmpdir(), 'yumanet-keys-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const BOB = '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty';

async function keys(...argv: string[]) {
  let [out, err] = ['', ''];
  const output = {
    stdout: (text: string) => void (out += text),
    stderr: (text: string) => void (err += text),
  };
  const status = await keysCommand({ argv: [...argv, '--gateway-dir', dir, '--json'], env: {} }, output);
  const facts = out
    .trim()
    .split('\n')
    .map((line) => (line === '' ? {} : (JSON.parse(line) as Record<string, string>)));
  return { status, facts, err };
}

it('makes, shows and ends clients’ keys while a gateway serves from the books', async () => {
  const books = new Books(dir);
  await books.serve({ hotkey: '5Owner', depositTo: 'd'.repeat(64) });
  const made = await keys('create', '--name', 'acme', '--coldkey', BOB);
  expect(made.status).toBe(0);
  const { client, key } = made.facts[0] as { client: string; key: string };
  expect(books.clientOf(key)?.id).toBe(client);
  const added = (await keys('add', '--client', client)).facts[0]?.['key'] ?? '';
  await keys('revoke', '--prefix', key.slice(0, 12));
  expect([books.clientOf(key), books.clientOf(added)?.id]).toEqual([undefined, client]);
  const [row] = (await keys('list')).facts;
  expect(row).toMatchObject({
    client,
    name: 'acme',
    coldkey: BOB,
    balanceRao: '0',
    keys: added.slice(0, 12),
  });
  await books.close();
});

it.each([
  [['none'], 2, 'expected one of create, add, revoke, list'],
  [['create', '--name', 'x', '--coldkey', 'nobody'], 2, 'GATEWAY_SETTINGS'],
  [['create', '--name', 'x'], 2, 'MISSING_SETTING'],
  [['create', '--name', 'y', '--coldkey', BOB], 1, 'COLDKEY_TAKEN'],
  [['add', '--client', 'c-none'], 1, 'CLIENT_UNKNOWN'],
])('refuses %j', async (argv, status, why) => {
  const refused = await keys(...argv);
  expect(refused.status).toBe(status);
  expect(refused.err).toContain(why);
});
