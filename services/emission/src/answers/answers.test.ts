import { tableFromIPC } from 'apache-arrow';
import { createYuma, rowOf, type EpochOutput2024 } from '@yumanet/yuma-core';
import type { EpochRecord } from '@yumanet/subtensor';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ChainBooks } from '../../test/books-of-chain.js';
import { key, paidChain, sendAll, subtensor } from '../../test/paid-chain.js';
import { httpApp } from '../http/http-app.js';
import { whatIf } from './what-if.js';

const SMALL = { subnets: 2, validators: 3, miners: 4, tempo: 9 };
let made: ChainBooks;
let app: ReturnType<typeof httpApp>;

beforeAll(async () => {
  made = await ChainBooks.make(SMALL, 45);
  app = httpApp(made.books, '1.2.3');
});
afterAll(() => made.close());

/** GET as JSON; the status besides. */
async function get(path: string): Promise<{ readonly status: number; readonly body: Record<string, never> }> {
  const response = await app.request(path);
  return { status: response.status, body: (await response.json()) as Record<string, never> };
}

interface Explained {
  readonly block: string;
  readonly uid: number;
  readonly steps: readonly { readonly step: string; readonly sentence: string }[];
  readonly payout: readonly { readonly kind: string; readonly rao: string }[];
  readonly snapshotDigest: string;
  readonly payoutKnown: boolean;
  readonly numbers: { readonly validatorEmissionRao: string; readonly serverEmissionRao: string };
}

describe('explain', () => {
  it('a validator’s epoch, and who got what it was paid', async () => {
    const { status, body } = await get(`/v1/subnets/1/explain?hotkey=${key('validator', 0, 0)}`);
    expect(status).toBe(200);
    const explained = body as unknown as Explained;
    expect(explained.steps.map(({ step }) => step)).toEqual([
      ...['activity', 'stake', 'permit', 'weights', 'consensus', 'trust', 'rank', 'incentive', 'dividends'],
      ...['emission', 'payout'],
    ]);
    const paid = explained.payout.reduce((sum, { rao }) => sum + BigInt(rao), 0n);
    const { validatorEmissionRao, serverEmissionRao = '0' } = explained.numbers;
    expect(paid).toBe(BigInt(validatorEmissionRao) + BigInt(serverEmissionRao));
    expect(explained.payout.map(({ kind }) => kind)).toContain('nominator');
    expect(explained.steps.at(-1)?.sentence).toMatchSnapshot();
    // The input that is explained is the one of the verdict.
    const verdict = made.books.verdicts.find(1, BigInt(explained.block));
    expect(Buffer.from(explained.snapshotDigest, 'base64')).toEqual(verdict?.snapshotDigest);
    expect(explained.payoutKnown).toBe(true);
  });

  it('a miner by its uid, in an epoch of its own choice', async () => {
    const { body } = await get('/v1/subnets/1/explain?uid=4');
    const { block, steps } = body as unknown as Explained;
    const again = await get(`/v1/subnets/1/explain?uid=4&block=${block}`);
    expect(again.body).toEqual(body);
    expect(steps.map(({ sentence }) => sentence).join('\n')).toMatchSnapshot();
  });

  it.each([
    ['/v1/subnets/1/explain?uid=77', 404, 'HOTKEY_UNKNOWN'],
    [`/v1/subnets/1/explain?hotkey=${'ab'.repeat(32)}`, 404, 'HOTKEY_UNKNOWN'],
    ['/v1/subnets/9/explain?uid=0', 404, 'EPOCH_UNKNOWN'],
    ['/v1/subnets/1/explain', 400, 'INVALID_ARGUMENT'],
    ['/v1/subnets/1/explain?uid=0&hotkey=xyz', 400, 'INVALID_ARGUMENT'],
    ['/v1/subnets/70000/explain?uid=0', 400, 'INVALID_ARGUMENT'],
    ['/v1/subnets/1/verify?block=2', 404, 'VERDICT_UNKNOWN'],
    ['/v1/subnets/9/forecast', 404, 'EPOCH_UNKNOWN'],
    ['/v1/audit?toBlock=100000', 404, 'BLOCK_NOT_IN_LEDGER'],
    ['/v1/audit?fromBlock=5&toBlock=4', 400, 'INVALID_ARGUMENT'],
    ['/v1/entries?kind=theft', 400, 'INVALID_ARGUMENT'],
    ['/v2/nothing', 404, 'NOT_FOUND'],
  ])('%s is refused by name', async (path, status, code) => {
    expect(await get(path)).toMatchObject({ status, body: { error: { code } } });
  });
});

describe('what if', () => {
  const post = async (body: unknown, netuid = 1) => {
    const sent = typeof body === 'string' ? body : JSON.stringify(body);
    const headers = { 'content-type': 'application/json' };
    const response = await app.request(`/v1/subnets/${netuid}/what-if`, {
      method: 'POST',
      body: sent,
      headers,
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };

  it('weights that were then really set: to the bit what the chain stored', async () => {
    // The same chain twice, a block before an epoch: once nothing is set, once the weights are.
    const records: EpochRecord[][] = [[], []];
    const chains = records.map((list) =>
      paidChain({ ...SMALL, onEpoch: (_ctx, record) => void list.push(record) }),
    );
    const change = { uid: 0, uids: [3, 4, 5, 6], weights: [1, 50, 7, 0] };
    for (const chain of chains) while (chain.number % 10 !== 6) chain.block();
    const set = subtensor('set_weights', {
      netuid: 1,
      dests: change.uids,
      weights: change.weights,
      version_key: 0n,
    });
    chains[0]!.block();
    sendAll(chains[1]!, [[key('validator', 0, 0), set]]);
    for (const chain of chains) for (let k = 0; k < 10; k++) chain.block();
    const [plain, real] = records.map((list) => list.filter(({ netuid }) => netuid === 1).at(-1)!);
    expect(real!.input.currentBlock).toBe(plain!.input.currentBlock);
    const yuma = createYuma({ backend: 'reference' });
    const { after, before } = await whatIf(
      { inputs: { of: () => Promise.resolve(snapshotOf(plain!)) }, yuma, tempoOf: () => Promise.resolve(9) },
      { ...NO_CHANGE, netuid: 1, weights: [change] },
    );
    expect(after.map(({ incentive }) => incentive)).toEqual([...real!.output.incentive]);
    expect(after.map(({ dividends }) => dividends)).toEqual([...real!.output.dividends]);
    expect(after.map(({ serverEmissionRao }) => serverEmissionRao)).toEqual([
      ...real!.output.serverEmissionRao,
    ]);
    expect(after.map(({ validatorEmissionRao }) => validatorEmissionRao)).toEqual([
      ...real!.output.validatorEmissionRao,
    ]);
    expect(before.map(({ incentive }) => incentive)).not.toEqual(after.map(({ incentive }) => incentive));
  });

  it('stakes and parameters, some epochs ahead', async () => {
    const { status, body } = await post({ epochs: 5, stakes: [{ uid: 0, rao: '5' }], kappa: 20_000 });
    expect(status).toBe(200);
    expect(body['assumptions']).toHaveLength(4);
    const dividends = (list: unknown) => (list as { dividends?: number }[])[0]?.dividends ?? 0;
    expect(dividends(body['after'])).toBeLessThan(dividends(body['before']));
  });

  it.each([
    ['no JSON', 'no', 400],
    ['a field that nobody knows', { kapa: 1 }, 400],
    ['too many epochs', { epochs: 1_001 }, 400],
    ['a uid that is not there', { stakes: [{ uid: 99, rao: '1' }] }, 400],
    ['lists that do not match', { weights: [{ uid: 0, uids: [3], weights: [] }] }, 400],
    ['a body that is too large', `"${'x'.repeat(1_100_000)}"`, 413],
  ])('%s is refused by name', async (_name, body, status) => {
    const refused = await post(body);
    expect(refused.status).toBe(status);
    expect(refused.body).toHaveProperty('error.code');
  });
});

const NO_CHANGE = {
  block: undefined,
  epochs: 1,
  weights: [],
  stakes: [],
  kappa: undefined,
  bondsMovingAverage: undefined,
  activityCutoff: undefined,
  maxAllowedValidators: undefined,
};

const snapshotOf = ({ input, netuid, hotkeys }: EpochRecord) => ({
  version: 1,
  netuid,
  block: Number(input.currentBlock),
  parent_hash: '00'.repeat(32),
  hotkeys,
  rao_emission: input.raoEmission,
  activity_cutoff: input.activityCutoff,
  last_update: [...input.lastUpdate],
  block_at_registration: [...input.blockAtRegistration],
  stake: [...input.stake],
  validator_permit: Array.from(input.validatorPermit, Boolean),
  max_allowed_validators: input.maxAllowedValidators,
  kappa: input.kappa,
  bonds_moving_average: input.bondsMovingAverage,
  weights: rowsOf(input.weights, input.n),
  bonds: rowsOf(input.bonds, input.n),
});

const rowsOf = (rows: EpochOutput2024['bonds'], n: number): [number, number][][] =>
  Array.from({ length: n }, (_, uid) => {
    const row = rowOf(rows, uid);
    return Array.from({ length: row.length / 2 }, (_pair, k) => [row[2 * k]!, row[2 * k + 1]!]);
  });

describe('the other answers', () => {
  it('a verdict, a forecast, an audit', async () => {
    expect((await get('/v1/subnets/1/verify')).body).toMatchObject({ verdict: 'VERDICT_EQUAL', netuid: 1 });
    const { body: foretold } = await get('/v1/subnets/1/forecast?blockMilliseconds=12000');
    expect(foretold).toMatchObject({ blockEmissionRao: '1000000000' });
    const neurons = (foretold as unknown as { neurons: { perDayRao?: string; apyBasisPoints?: string }[] })
      .neurons;
    expect(neurons).toHaveLength(7);
    expect(BigInt(neurons[0]?.apyBasisPoints ?? 0)).toBeGreaterThan(0n);
    expect((await get('/v1/audit')).body).toMatchObject({ totals: { blocks: '46' } });
  });

  it('entries as JSON page by page, as CSV, as Arrow: the same', async () => {
    const first = await app.request('/v1/entries?pageSize=7&netuid=1');
    const next = first.headers.get('x-next-page');
    const page = ((await first.json()) as { entries: { block: string; index?: number }[] }).entries;
    expect(next).toBe(`${page[6]!.block}:${page[6]!.index ?? 0}`);
    const second = await get(`/v1/entries?pageSize=7&netuid=1&after=${next}`);
    expect((second.body as unknown as { entries: unknown[] }).entries[0]).not.toEqual(page[6]);

    const csv = await (await app.request('/v1/entries?format=csv')).text();
    const lines = csv.trim().split('\n');
    expect(lines[0]).toBe('block,index,kind,netuid,epoch,from,to,hotkey,rao,basis');
    const arrow = tableFromIPC(
      new Uint8Array(await (await app.request('/v1/entries?format=arrow')).arrayBuffer()),
    );
    expect(arrow.numRows).toBe(lines.length - 1);
    const sum = (arrow.getChild('rao')!.toArray() as BigUint64Array).reduce((total, rao) => total + rao, 0n);
    expect(sum).toBe(lines.slice(1).reduce((total, line) => total + raoOf(line), 0n));
    expect(arrow.get(0)?.toJSON()).toMatchObject({ kind: lines[1]!.split(',')[2] });
  });

  it('every path is in the OpenAPI description', async () => {
    const { body } = await get('/openapi.json');
    expect(body).toMatchObject({ openapi: '3.0.3', info: { version: '1.2.3' } });
    expect(Object.keys(body['paths'] as unknown as object).sort()).toEqual([
      '/v1/audit',
      '/v1/entries',
      '/v1/subnets/{netuid}/explain',
      '/v1/subnets/{netuid}/forecast',
      '/v1/subnets/{netuid}/verify',
      '/v1/subnets/{netuid}/what-if',
    ]);
  });

  it('audits come as events while they are written', async () => {
    const response = await app.request('/v1/audits/stream');
    const reader = response.body!.getReader();
    const read = reader.read();
    await made.grow(1);
    const { value } = (await read) as { value?: Uint8Array };
    const text = new TextDecoder().decode(value);
    expect(text).toContain('event: audit');
    expect(text).toContain(`id: ${made.chain.number}`);
    await reader.cancel();
  });
});

/** The last field is quoted where it has a comma; rao stands before it. */
const raoOf = (line: string): bigint => BigInt(/,(\d+),("[^"]*"|[^,]*)$/.exec(line)?.[1] ?? 0);
