import { expect, it } from 'vitest';
import { copyCommand, type CopyVerb } from './copy-command.js';
import { kitError } from './errors.js';

const said: string[] = [];
const output = {
  stdout: (text: string) => void said.push(text),
  stderr: (text: string) => void said.push(text),
};
const store = {
  ...{ service: 'emission', version: '1', what: 'ledger', at: 'dataDir' },
  backup: (at: string, to: string) => Promise.resolve({ at, to }),
  restore: () => Promise.reject(kitError('NOT_FOUND', 'copy: expected one, got none')),
};
async function run(verb: CopyVerb, ...argv: string[]) {
  said.length = 0;
  const status = await copyCommand(verb, store, { argv, env: {} }, output);
  return { status, text: said.join('') };
}

it('copies from where the service has it, and says what is in the copy', async () => {
  const { status, text } = await run('backup', '--data-dir', 'a', '--to', 'b');
  expect([status, JSON.parse(text)]).toEqual([0, { event: 'backup', at: 'a', to: 'b' }]);
});

it('says by code why not', async () => {
  const { status, text } = await run('restore', '--data-dir', 'a', '--from', 'b');
  expect(status).toBe(1);
  expect(text).toBe('yumanet-emission restore: NOT_FOUND: copy: expected one, got none\n');
});

it('names what is missing, and has help with an example', async () => {
  expect((await run('backup', '--to', 'b')).text).toMatch(/--data-dir.*expected a value/);
  const { status, text } = await run('restore', '--help');
  expect(status).toBe(0);
  expect(text).toContain('yumanet-emission restore --data-dir emission --from copy');
});
