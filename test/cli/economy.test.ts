import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiPromise, Keyring } from '@polkadot/api';
import { DEV_ACCOUNTS, presetSpec } from '@yumanet/chain';
import { main } from '@yumanet/cli';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ChainProcess, tempFolder } from '../support/chain-process.js';
import { connection } from '../support/connection.js';
import { sendAndWatch } from '../support/send-and-watch.js';

const TAO = 10n ** 9n;
const [ALICE, BOB] = DEV_ACCOUNTS.map(({ address }) => address) as [string, string];
const folder = tempFolder();
let chain: ChainProcess;
let api: ApiPromise;

beforeAll(async () => {
  const spec = presetSpec('demo');
  const initial = { ...spec.parameters?.initial, TargetStakesPerInterval: 100 };
  const genesis = { ...spec.genesis, triumvirateMembers: { members: [ALICE] } };
  const file = join(folder.path, 'spec.json');
  writeFileSync(file, JSON.stringify({ ...spec, genesis, parameters: { ...spec.parameters, initial } }));
  chain = await ChainProcess.start(['--chain-spec', file, '--sealing', 'instant']);
  api = await ApiPromise.create(connection(chain.ready.rpc));
});
afterAll(async () => {
  await api.disconnect();
  folder.remove();
  expect(await chain.stop()).toBe(0);
});

type Row = Record<string, unknown>;

/** One command as a program runs it: its status and its rows. */
async function yumanet(line: string): Promise<{ status: number; rows: Row[]; err: string }> {
  const said = { out: '', err: '' };
  const status = await main(['node', 'yumanet', '--json', ...line.split(' ')], {
    out: (text) => (said.out += text),
    err: (text) => (said.err += text),
    env: { YUMANET_URL: chain.ready.rpc },
  });
  const rows = said.out
    .trim()
    .split('\n')
    .filter(Boolean)
    .map((row) => JSON.parse(row) as Row);
  return { status, rows, err: said.err };
}
async function rowsOf(line: string): Promise<Row[]> {
  const { status, rows, err } = await yumanet(line);
  expect([status, err], JSON.stringify(rows)).toEqual([0, '']);
  return rows;
}
const sudo = (name: string, ...args: unknown[]) =>
  sendAndWatch(
    api.tx['sudo']!['sudo']!(api.tx['adminUtils']![`sudoSet${name}`]!(...args)),
    new Keyring({ type: 'sr25519' }).addFromUri('//Alice'),
  );

const ALICE_HOT = '5G6Fyo6U2fDhJXDJGp4Dr6XViVCdPcryiyLBDsusguSRcYvJ';
const VALIDATOR = '--hotkey //Alice//hot --coldkey //Alice';

describe('yumanet, for the roles of a network', () => {
  it('subnets: priced, created, listed, shown', async () => {
    const [cost] = await rowsOf('subnets cost');
    expect(cost).toEqual({ lockRao: String(100n * TAO) });
    expect(await rowsOf('subnets create --coldkey //Bob')).toMatchObject([{ call: 'registerNetwork' }]);
    const listed = await rowsOf('subnets list');
    expect(listed).toMatchObject([
      { netuid: 0, tempo: 20 },
      { netuid: 1, neurons: 0, maxNeurons: 256, burnRao: String(TAO), owner: BOB },
    ]);
    const [shown] = await rowsOf('subnets show 1');
    expect(shown).toMatchObject({
      netuid: 1,
      kappa: '32767',
      subnetOwner: BOB,
      subnetLocked: String(100n * TAO),
    });
    expect((await yumanet('subnets show 7')).status).toBe(2);
  });

  it('register and metagraph', async () => {
    await rowsOf('register --netuid 1 --hotkey //Eve//miner --coldkey //Eve');
    await rowsOf(`register --netuid 1 ${VALIDATOR}`);
    const rows = await rowsOf('metagraph 1');
    expect(rows).toMatchObject([
      { uid: 0, stakeRao: '0', axon: null, emissionRao: '0' },
      {
        uid: 1,
        hotkey: ALICE_HOT,
        coldkey: ALICE,
        active: true,
        validatorPermit: expect.any(Boolean) as boolean,
      },
    ]);
    const again = await yumanet(`register --netuid 1 ${VALIDATOR}`);
    expect([again.status, again.rows.at(-1)]).toMatchObject([5, { error: { code: 'FAILED' } }]);
    expect(JSON.stringify(again.rows)).toContain('subtensorModule.AlreadyRegistered');
  });

  it('stake and delegates', async () => {
    await rowsOf(`root register ${VALIDATOR}`);
    await rowsOf(`stake add --amount 100.5 ${VALIDATOR}`);
    await rowsOf('stake add --amount 5 --hotkey //Alice//hot --coldkey //Bob');
    await rowsOf(`stake remove --amount 0.5 ${VALIDATOR}`);
    expect(await rowsOf('stake show //Alice')).toEqual([
      { coldkey: ALICE, hotkey: ALICE_HOT, stakeRao: String(100n * TAO) },
    ]);
    await rowsOf(`delegates take --take 6553 ${VALIDATOR}`);
    await rowsOf('delegates become --hotkey //Eve//miner --coldkey //Eve');
    expect(await rowsOf('delegates list')).toMatchObject([
      { hotkey: ALICE_HOT, owner: ALICE, take: 6553, stakeRao: String(105n * TAO) },
      { stakeRao: '0' },
    ]);
    expect((await yumanet(`stake add --amount 1.0000000001 ${VALIDATOR}`)).status).toBe(2);
  });

  it('weights: set on root and a subnet, shown', async () => {
    for (const netuid of [0, 1]) await sudo('WeightsSetRateLimit', netuid, 0);
    await rowsOf(`root weights --weights 1:65535 ${VALIDATOR}`);
    expect(await rowsOf('weights show 0')).toEqual([{ netuid: 0, uid: 0, weights: [[1, 65_535]] }]);
    await rowsOf('weights set --netuid 1 --weights 0:3,1:1 --hotkey //Alice//hot');
    expect(await rowsOf('weights show 1')).toEqual([
      {
        netuid: 1,
        uid: 1,
        weights: [
          [0, 65_535],
          [1, 21_845],
        ],
      },
    ]);
    expect((await yumanet('weights set --netuid 1 --weights 0=3 --hotkey //Alice//hot')).status).toBe(2);
  });

  it('weights: committed, then revealed in the next interval', async () => {
    const INTERVAL = 4;
    await sudo('CommitRevealWeightsEnabled', 1, true);
    await sudo('CommitRevealWeightsInterval', 1, INTERVAL);
    const row = '--netuid 1 --weights 0:1,1:1 --hotkey //Alice//hot';
    const [commit] = await rowsOf(`weights commit ${row}`);
    expect(commit).toMatchObject({
      call: 'commitWeights',
      hash: expect.stringMatching(/^0x[0-9a-f]{64}$/) as string,
    });
    const stored = await api.query['subtensorModule']!['weightCommits']!(1, ALICE_HOT);
    const [hash, block] = (
      stored as never as { unwrap(): [{ toHex(): string }, { toNumber(): number }] }
    ).unwrap();
    expect(hash.toHex()).toBe(commit!['hash']);
    const interval = (number: number): number => Math.floor(number / INTERVAL);
    const head = async (): Promise<number> => (await api.rpc.chain.getHeader()).number.toNumber();
    const opens = (interval(block.toNumber()) + 1) * INTERVAL;
    expect(await rowsOf(`weights preflight --call reveal ${row}`)).toMatchObject([
      {
        call: 'reveal_weights',
        passes: opens === (await head()) + 1,
        passesAt: opens,
        until: opens + INTERVAL - 1,
      },
    ]);
    expect(await rowsOf(`weights preflight ${row}`)).toMatchObject([
      { passes: false, failures: [{ error: 'CommitRevealEnabled', passesAt: null }], passesAt: null },
    ]);
    // The next transaction is in the next block: it must be the first of the next interval.
    while (interval((await head()) + 1) === interval(block.toNumber()))
      await rowsOf('transfer --from //Bob --to //Eve --amount 0.1');
    await rowsOf(`weights reveal ${row}`);
    expect((await rowsOf('weights show 1'))[0]!['weights']).toEqual([
      [0, 65_535],
      [1, 65_535],
    ]);
  });

  it('senate: who sits in it, what is proposed, a vote', async () => {
    expect(await rowsOf('senate list')).toEqual([
      { role: 'senator', hotkey: ALICE_HOT, stakeRao: expect.stringMatching(/^\d+$/) as string },
      { role: 'triumvir', account: ALICE },
    ]);
    const remark = api.tx['system']!['remark']!('0x01');
    const alice = new Keyring({ type: 'sr25519' }).addFromUri('//Alice');
    const length = remark.method.encodedLength;
    const proposed = await sendAndWatch(api.tx['triumvirate']!['propose']!(remark, length, 3_600), alice);
    expect(proposed.error).toBeUndefined();
    const [proposal] = await rowsOf('senate proposals');
    expect(proposal).toMatchObject({ index: 0, proposal: 'system.remark', nays: [] });
    const hash = proposal!['hash'] as string;
    await rowsOf(`senate vote ${hash} --index 0 --approve ${VALIDATOR}`);
    expect((await rowsOf('senate proposals'))[0]).toMatchObject({ ayes: [ALICE_HOT] });
  });

  it('helps with an example for each', async () => {
    for (const name of [
      'subnets show',
      'metagraph',
      'stake add',
      'weights commit',
      'root weights',
      'senate vote',
    ]) {
      let out = '';
      const io = { out: (text: string) => void (out += text), err: () => undefined, env: {} };
      expect(await main(['node', 'yumanet', ...name.split(' '), '--help'], io)).toBe(0);
      expect(out).toContain(`$ yumanet ${name} `);
    }
  });
});
