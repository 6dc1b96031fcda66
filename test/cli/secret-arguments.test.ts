/** Every process can read a command line: `yumanet` takes no secret from it that is one. */
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { tempFolder } from '../support/chain-process.js';
import { runYumanet } from '../support/run-yumanet.js';

const PHRASE = 'bottom drive obey lake curtain smoke basket hold race lonely fit walk';
const SEED = '0xe5be9a5092b81bca64be81d212e7f2f9eba183bb7a90954f7b76361f6edb5c0a';
const folder = tempFolder();
afterAll(() => folder.remove());
const env = { YUMANET_PASSWORD: 'long enough' };

it.each([
  ['accounts', 'import', '@', '--out', join(folder.path, 'x.json')],
  ['transfer', '--from', '@', '--to', '//Bob', '--amount', '1'],
  ['stake', 'add', '--hotkey', '//Bob', '--amount', '1', '--coldkey', '@'],
  ['weights', 'set', '--netuid', '1', '--weights', '1:1', '--hotkey', '@'],
])('a phrase on the command line is refused, and not repeated', async (...args) => {
  for (const secret of [PHRASE, SEED, `${PHRASE}//hard`]) {
    const { status, out, err } = await runYumanet(
      args.map((arg) => (arg === '@' ? secret : arg)),
      env,
    );
    expect(status).toBe(2);
    expect(err).toContain('every process can read a command line');
    // commander names the option's value; what it repeats must not be the secret.
    expect(out + err).not.toContain(secret);
  }
});

it('a phrase is taken from a file that is only its owner’s', async () => {
  const file = join(folder.path, 'phrase');
  writeFileSync(file, `${PHRASE}//Alice\n`, { mode: 0o600 });
  const out = join(folder.path, 'alice.json');
  const done = await runYumanet(['accounts', 'import', `@${file}`, '--out', out], env);
  expect([done.status, done.out]).toEqual([
    0,
    expect.stringContaining('5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY') as string,
  ]);
  chmodSync(file, 0o644);
  const open = await runYumanet(
    ['accounts', 'import', `@${file}`, '--out', join(folder.path, 'y.json')],
    env,
  );
  expect([open.status, open.err]).toEqual([2, expect.stringContaining('chmod 600') as string]);
});
