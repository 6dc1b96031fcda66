import { main } from '@yumanet/cli';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ChainProcess, rpc } from '../support/chain-process.js';

let chain: ChainProcess;
type Row = Record<string, unknown>;

beforeAll(async () => {
  chain = await ChainProcess.start(['--sealing', 'manual', '--time', 'simulated']);
  await rpc(chain.ready.http, 'dev_newBlock', { count: 2 });
});
afterAll(() => chain.kill());

async function run(...args: string[]): Promise<{ status: number; out: string; err: string }> {
  const said = { out: '', err: '' };
  const status = await main(['node', 'yumanet', ...args], {
    out: (text) => (said.out += text),
    err: (text) => (said.err += text),
    env: { YUMANET_URL: chain.ready.rpc },
  });
  return { status, ...said };
}
/** The example of a command's own help, as a program runs it. */
async function example(...command: string[]): Promise<Row[]> {
  const { out } = await run(...command, '--help');
  const line = /Example:\n {2}\$ yumanet (.*)/.exec(out)?.[1];
  const { status, out: rows, err } = await run('--json', ...line!.split(' '));
  expect([status, err]).toEqual([0, '']);
  return rows
    .trim()
    .split('\n')
    .filter(Boolean)
    .map((row) => JSON.parse(row) as Row);
}

describe('inspection: every example of the help', () => {
  it('storage get', async () => {
    const [row] = await example('storage', 'get');
    expect(row).toMatchObject({
      item: 'System.Account',
      decoded: { nonce: '0', data: { free: '1,000,000,000,000,000' } },
    });
  });

  it('storage keys', async () => {
    const rows = await example('storage', 'keys');
    expect(rows).toHaveLength(5);
    expect(rows[0]).toMatchObject({ item: 'System.Account', keys: [expect.stringMatching(/^5/)] });
  });

  it('storage diff', async () => {
    await rpc(chain.ready.http, 'dev_setStorage', {
      System: { Account: [[[`0x${'07'.repeat(32)}`], { data: { free: 5 } }]] },
    });
    const [row, ...rest] = await example('storage', 'diff');
    expect(rest).toEqual([]);
    expect(row).toMatchObject({ item: 'System.Account', from: null, decodedTo: { data: { free: '5' } } });
  });

  it('extrinsic decode', async () => {
    expect((await example('extrinsic', 'decode'))[0]).toMatchObject({
      isSigned: false,
      pallet: 'timestamp',
      call: 'set',
    });
  });

  it('trace', async () => {
    const [row] = await example('trace');
    expect(row).toMatchObject({ outcome: { ok: true } });
    expect(JSON.stringify(row!['events'])).toContain('"Transfer"');
    for (const part of ['reads', 'writes'])
      expect(row![part]).toContainEqual(expect.objectContaining({ pallet: 'System', item: 'Account' }));
  });

  it('block replay', async () => {
    const rows = await example('block', 'replay');
    expect(rows.map(({ phase }) => phase)).toEqual(['Initialization', 0, 'Finalization', undefined]);
    expect(rows.at(-1)).toMatchObject({ number: 1, equal: true, differences: [] });
    expect((await run('block', 'replay', '2')).out).toMatch(
      /Initialization: \d+ keys read[^]*block 2, 0x\S+: equal/,
    );
  });

  it.each([
    [['storage', 'get', 'System.Acount'], 2, 'storage item: expected'],
    [['storage', 'get', 'System.Account'], 2, 'keys of System.Account: expected 1, got 0'],
    [['storage', 'diff', '99'], 2, 'block: expected'],
    [['extrinsic', 'decode', '0xff'], 2, 'extrinsic: expected'],
    [['trace', 'balances.fly', '--from', '//Alice'], 2, 'call: expected'],
    [['trace', 'balances.transferKeepAlive', '//Bob', '1', '--from', '//Nobody'], 4, 'dev_dryRun'],
    [['block', 'replay', '0'], 4, 'dev_replayBlock'],
  ])('%j says what is wrong', async (args, status, text) => {
    const found = await run(...args);
    expect([found.status, found.err]).toEqual([status, expect.stringContaining(text)]);
  });
});
