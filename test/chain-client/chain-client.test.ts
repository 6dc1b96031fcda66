import {
  ChainClient,
  Sender,
  keyFromUri,
  openPolkadotApi,
  type ChainSource,
  type Key,
  type SubstrateSource,
} from '@yumanet/chain-client';
import { silentLogger, systemClock } from '@yumanet/service-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ChainProcess, rpc } from '../support/chain-process.js';

const TAO = 1_000_000_000n;
let chain: ChainProcess;
let client: ChainClient;
let alice: Key;
let bob: Key;

beforeAll(async () => {
  chain = await ChainProcess.start(['--sealing', 'interval', '--block-time', '0.2']);
  client = new ChainClient({ endpoints: [chain.ready.rpc] });
  await client.start();
  [alice, bob] = await Promise.all([keyFromUri('//Alice'), keyFromUri('//Bob')]);
});
afterAll(async () => {
  await client.stop();
  await chain.kill();
});

const free = async (key: Key) =>
  BigInt(
    ((await client.query('System', 'Account', [key.address])).toJSON() as { data: { free: string } }).data
      .free,
  );
const transfer = (to: Key, rao: bigint) => client.call('Balances', 'transfer_keep_alive', [to.address, rao]);

describe('a client of the real chain', () => {
  it('reads storage decoded, sends, and gives a receipt with events and the fee', async () => {
    const before = await free(bob);
    const receipt = await client.sender(alice).send(await transfer(bob, TAO));
    expect(await free(bob)).toBe(before + TAO);
    expect(receipt.events.map(({ pallet, name }) => `${pallet}.${name}`)).toContain('Balances.Transfer');
    expect(receipt.feeRao).toBeGreaterThan(0n);
    const block = await client.source.block(receipt.blockHash);
    expect(block.number).toBe(receipt.blockNumber);
    expect((await client.events(block)).length).toBeGreaterThanOrEqual(receipt.events.length);
  });

  it('reads many values of one block at once, the defaults among them', async () => {
    const { hash } = await client.source.head('finalized');
    const questions = [
      { pallet: 'SubtensorModule', item: 'Tempo', keys: [0] },
      { pallet: 'System', item: 'Account', keys: [alice.address] },
      { pallet: 'SubtensorModule', item: 'Uids', keys: [1, alice.address] },
      ...Array.from({ length: 600 }, (_, uid) => ({
        pallet: 'SubtensorModule',
        item: 'Bonds',
        keys: [1, uid],
      })),
    ];
    const values = await client.queryMulti(questions, hash);
    const single = await Promise.all(
      questions.slice(0, 3).map(({ pallet, item, keys }) => client.query(pallet, item, keys, hash)),
    );
    expect(values.slice(0, 3).map(String)).toEqual(single.map(String));
    expect(values.slice(3).map(String)).toEqual(Array.from({ length: 600 }, () => '[]'));
  });

  it('estimates the fee that is then paid', async () => {
    const call = await transfer(bob, TAO);
    const estimated = await client.estimateFee(call, alice);
    const { feeRao } = await client.sender(alice).send(call, { until: 'inBlock' });
    expect(feeRao).toBe(estimated);
  });

  it('60 concurrent senders of one key: each nonce once, all in blocks', async () => {
    const first = await client.source.nextNonce(alice.publicKey);
    const receipts = await Promise.all(
      Array.from({ length: 60 }, async (_, i) =>
        client.sender(alice).send(await transfer(bob, BigInt(i + 1))),
      ),
    );
    expect(new Set(receipts.map(({ hash }) => hash)).size).toBe(60);
    expect(await client.source.nextNonce(alice.publicKey)).toBe(first + 60);
  });

  it('a refused one among them leaves no gap', async () => {
    const poor = await keyFromUri('//Poor');
    await client.sender(alice).send(await transfer(poor, TAO));
    const outcomes = await Promise.allSettled([
      client.sender(poor).send(await transfer(bob, 1000n)),
      // Its tip alone is more than the account has: the pool refuses it.
      client.sender(poor).send(await transfer(bob, 1000n), { tipRao: 5n * TAO }),
      client.sender(poor).send(await transfer(bob, 1000n)),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((outcomes[1] as PromiseRejectedResult).reason).toMatchObject({
      code: 'POOL_REFUSED',
      data: { rpcCode: 1010 },
    });
  });

  it('signs again when another process used the nonce', async () => {
    const other = new ChainClient({ endpoints: [chain.ready.rpc] });
    await other.start();
    const all = [client, other].flatMap((each) =>
      Array.from({ length: 5 }, async () =>
        each.sender(bob).send(await each.call('Balances', 'transfer_keep_alive', [alice.address, 1000n])),
      ),
    );
    const done = await Promise.allSettled(all);
    expect(done.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThanOrEqual(5);
    for (const each of done) {
      if (each.status === 'rejected')
        expect(each.reason).toMatchObject({
          code: expect.stringMatching(/EXTRINSIC_LOST|POOL_REFUSED/) as string,
        });
    }
    await other.stop();
  });

  it('what comes to the pool after its era is lost, not refused: it may be sent again', async () => {
    const { source } = client;
    // Half a second for a signature would be much; here ten blocks pass.
    async function* watchLate(bytes: Uint8Array, signal: AbortSignal) {
      const { number } = await source.head('best');
      for await (const block of source.finalizedBlocks(number, signal))
        if (block.number >= number + 10) break;
      yield* source.watch(bytes, signal);
    }
    const late: Pick<ChainSource, 'head' | 'nextNonce' | 'watch'> = {
      head: (kind) => source.head(kind),
      nextNonce: (account) => source.nextNonce(account),
      watch: watchLate,
    };
    const parts = { runtime: () => client.runtime(), clock: systemClock(), logger: silentLogger() };
    const sender = new Sender({ ...parts, source: late as ChainSource }, alice);
    const error = await sender
      .send(await transfer(bob, 1n), { eraBlocks: 8 })
      .catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'EXTRINSIC_LOST', data: { why: 'era' } });
    await client.sender(alice).send(await transfer(bob, 1n));
  });

  it('what may be in no block after a certain one is in one up to it, or never', async () => {
    const { source } = client;
    const sender = client.sender(alice);
    const { number } = await source.head('finalized');
    // Fewer blocks than the shortest era has.
    const lastBlock = number + 3;
    const sent = await sender.send(await transfer(bob, 1n), { eraBlocks: 8, lastBlock }).then(
      ({ blockNumber }) => blockNumber,
      ({ code }: { code: string }) => code,
    );
    if (typeof sent === 'number') expect(sent).toBeLessThanOrEqual(lastBlock);
    else expect(sent).toBe('EXTRINSIC_LOST');
    const late = sender.send(await transfer(bob, 1n), { eraBlocks: 8, lastBlock: number });
    await expect(late).rejects.toMatchObject({ code: 'EXTRINSIC_LOST', data: { why: 'era' } });
    const last = (await source.head('finalized')).number + 20;
    expect(
      (await sender.send(await transfer(bob, 1n), { eraBlocks: 16, lastBlock: last })).blockNumber,
    ).toBeLessThanOrEqual(last);
  });

  it('a dispatch that fails is an error with its name', async () => {
    const sent = client
      .sender(bob)
      .send(await client.call('Balances', 'force_transfer', [alice.address, bob.address, 1n]));
    await expect(sent).rejects.toMatchObject({ code: 'EXTRINSIC_FAILED', data: { error: 'BadOrigin' } });
  });

  it('follows final blocks from any height, each once, while the chain goes on', async () => {
    const { number } = await client.source.head('finalized');
    const seen: number[] = [];
    for await (const block of client.finalizedBlocks(1, AbortSignal.timeout(60_000))) {
      seen.push(block.number);
      if (block.number === number + 5) break;
    }
    expect(seen).toEqual(Array.from({ length: number + 5 }, (_, i) => i + 1));
  });

  it('carries @polkadot/api over the same connection, whose end is the client’s', async () => {
    const api = await openPolkadotApi((client.source as SubstrateSource).provider);
    expect(api.genesisHash.toHex()).toBe(chain.ready.genesis);
    const heads: number[] = [];
    const stop = await api.rpc.chain.subscribeNewHeads((header) => void heads.push(header.number.toNumber()));
    await expect.poll(() => heads.length).toBeGreaterThan(2);
    stop();
    await api.disconnect();
    expect(client.source.state).toBe('connected');
    expect(await rpc(chain.ready.http, 'system_chain')).toBe('Yumanet Local');
  });
});
