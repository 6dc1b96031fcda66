import { ExtrinsicState } from '@yumanet/proto/chain/v1';
import { describe, expect, it } from 'vitest';
import { alice } from '../../test/toy-chain.js';
import { DEADLINE, IDLE, startToyGrpc, take } from '../../test/toy-grpc.js';
import { toyTransfer } from '../../test/toy-runtime.js';
import { blake2b256 } from '../bytes.js';

const transfer = (nonce: number, options: Parameters<typeof toyTransfer>[2] = {}): Buffer =>
  Buffer.from(toyTransfer(alice, nonce, options));

describe('SubmitExtrinsic', () => {
  it('puts an extrinsic into the pool and gives its hash', async () => {
    const { client, chain } = await startToyGrpc();
    const extrinsic = transfer(0);
    const { hash } = await client.submitExtrinsic({ extrinsic }, DEADLINE);
    expect(Buffer.compare(hash, blake2b256(extrinsic))).toBe(0);
    expect(chain.pool.readyCount).toBe(1);
  });

  it('refuses with the pool’s code', async () => {
    const { client } = await startToyGrpc();
    const extrinsic = transfer(0);
    await client.submitExtrinsic({ extrinsic }, DEADLINE);
    await expect(client.submitExtrinsic({ extrinsic }, DEADLINE)).rejects.toMatchObject({
      code: 'EXTRINSIC_REFUSED',
      status: 'FAILED_PRECONDITION',
      data: { poolCode: 1013 },
    });
    const forged = transfer(1);
    forged[60]! ^= 1;
    await expect(client.submitExtrinsic({ extrinsic: forged }, DEADLINE)).rejects.toMatchObject({
      status: 'FAILED_PRECONDITION',
      data: { poolCode: 1010, reason: expect.stringContaining('bad signature') as string },
    });
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a wrong length', Buffer.of(40, 1, 2)],
    ['what the runtime cannot decode', Buffer.of(8, 9, 9)],
  ])('refuses %s as an invalid argument', async (_, extrinsic) => {
    const { client } = await startToyGrpc();
    await expect(client.submitExtrinsic({ extrinsic }, DEADLINE)).rejects.toMatchObject({
      code: 'EXTRINSIC_MALFORMED',
      status: 'INVALID_ARGUMENT',
    });
  });
});

describe('WatchExtrinsic', () => {
  it('tells every state and ends with the final one', async () => {
    const { client, chain, store } = await startToyGrpc({ sealing: 'instant' });
    chain.start();
    const states = [];
    for await (const state of client.watchExtrinsic({ extrinsic: transfer(0) }, IDLE)) states.push(state);
    expect(states.map(({ state }) => state)).toEqual([
      ExtrinsicState.EXTRINSIC_STATE_READY,
      ExtrinsicState.EXTRINSIC_STATE_IN_BLOCK,
      ExtrinsicState.EXTRINSIC_STATE_FINALIZED,
    ]);
    const block = store.hashOf(1)!;
    expect(states.map(({ blockHash }) => blockHash.length)).toEqual([0, 32, 32]);
    expect(Buffer.compare(states[2]!.blockHash, block)).toBe(0);
  });

  it('says that one waits for an earlier nonce, and that one was replaced', async () => {
    const { client, chain } = await startToyGrpc();
    const waits = await take(client.watchExtrinsic({ extrinsic: transfer(5) }, IDLE), 1);
    expect(waits[0]!.state).toBe(ExtrinsicState.EXTRINSIC_STATE_FUTURE);
    const replaced = take(client.watchExtrinsic({ extrinsic: transfer(0) }, IDLE), 9);
    await expect.poll(() => chain.pool.readyCount).toBe(1);
    await client.submitExtrinsic({ extrinsic: transfer(0, { tip: 3 }) }, DEADLINE);
    expect((await replaced).map(({ state }) => state)).toEqual([
      ExtrinsicState.EXTRINSIC_STATE_READY,
      ExtrinsicState.EXTRINSIC_STATE_USURPED,
    ]);
  });

  it('refuses as SubmitExtrinsic does', async () => {
    const { client } = await startToyGrpc();
    await expect(take(client.watchExtrinsic({ extrinsic: Buffer.of(1) }, IDLE), 1)).rejects.toMatchObject({
      status: 'INVALID_ARGUMENT',
    });
  });
});
