import { describe, expect, it } from 'vitest';
import { alice, bob } from '../../test/toy-chain.js';
import { DEADLINE, startToyGrpc } from '../../test/toy-grpc.js';
import { readToyAccount, toyAccountKey, toyTransfer } from '../../test/toy-runtime.js';

const keyOf = ({ account }: { account: Uint8Array }): Buffer => Buffer.from(toyAccountKey(account), 'hex');
const at = (number: number) => ({ ref: { $case: 'number' as const, number: BigInt(number) } });
const EMPTY = Buffer.alloc(0);

async function started() {
  const toy = await startToyGrpc();
  await toy.chain.pool.submit(toyTransfer(alice, 0, { to: bob.account, amount: 100 }));
  for (let n = 0; n < 2; n++) await toy.chain.seal();
  return toy;
}

describe('GetStorage', () => {
  it('gives values at a block, in the order of the keys, none where there is none', async () => {
    const { client, store } = await started();
    const keys = [keyOf(bob), Buffer.of(1, 2), keyOf(alice)];
    const free = async (number: number): Promise<(number | undefined)[]> => {
      const { entries } = await client.getStorage({ keys, block: at(number) }, DEADLINE);
      expect(entries.map(({ key }) => key)).toEqual(keys);
      return entries.map(({ value }) => (value === undefined ? undefined : readToyAccount(value).free));
    };
    expect(await free(0)).toEqual([1000, undefined, 1000]);
    expect(await free(1)).toEqual([1100, undefined, 900]);
    const { blockHash } = await client.getStorage({ keys: [], block: undefined }, DEADLINE);
    expect(Buffer.compare(blockHash, store.hashOf(2)!)).toBe(0);
  });

  it('refuses too many keys, keys that cannot be, and states that are gone', async () => {
    const { client, chain } = await started();
    const ask = (keys: Buffer[], number = 1) => client.getStorage({ keys, block: at(number) }, DEADLINE);
    const invalid = { code: 'INVALID_ARGUMENT', status: 'INVALID_ARGUMENT' };
    await expect(ask(Array<Buffer>(1001).fill(keyOf(alice)))).rejects.toMatchObject(invalid);
    await expect(ask([keyOf(alice), EMPTY])).rejects.toMatchObject({
      ...invalid,
      message: 'keys[1]: expected 1..960 bytes, got "0 bytes"',
    });
    await expect(ask([Buffer.alloc(961)])).rejects.toMatchObject(invalid);
    for (let n = 0; n < 20; n++) await chain.seal();
    await expect(ask([keyOf(alice)])).rejects.toMatchObject({ code: 'STATE_DISCARDED', status: 'NOT_FOUND' });
  });
});

describe('ReadState', () => {
  it('gives what exists of keys and below prefixes, at the block named', async () => {
    const { client, store } = await started();
    const accounts = Buffer.of(0xac);
    const parts = { keys: [keyOf(bob), Buffer.of(1, 2)], prefixes: [accounts, Buffer.of(0xff)] };
    const read = await client.readState({ ...parts, block: at(1) }, DEADLINE);
    expect(read).toMatchObject({ keysRead: 2, prefixesRead: 2 });
    const below = [...store.stateAt(1).keys('ac')];
    expect(read.entries.map(({ key }) => key.toString('hex'))).toEqual([
      keyOf(bob).toString('hex'),
      ...below,
    ]);
    expect(readToyAccount(read.entries[0]!.value).free).toBe(1100);
    expect(Buffer.compare(read.blockHash, store.hashOf(1)!)).toBe(0);
  });

  it('a full answer ends between prefixes, and a single value goes however large it is', async () => {
    const { client, store } = await started();
    const state = store.stateAt(2);
    const size = { bytes: 3 * 1024 * 1024 };
    // The toy runtime has no large values.
    store.stateAt = () => ({
      ...state,
      keys: (prefix) => [`${prefix}00`],
      get: () => new Uint8Array(size.bytes),
    });
    const ask = (keys: Buffer[], prefixes: Buffer[]) =>
      client.readState({ keys, prefixes, block: undefined }, DEADLINE);
    const two = [Buffer.of(1), Buffer.of(2)];
    expect(await ask([], two)).toMatchObject({ keysRead: 0, prefixesRead: 1 });
    expect(await ask(two, two)).toMatchObject({ keysRead: 1, prefixesRead: 0 });
    size.bytes = 5 * 1024 * 1024;
    expect(await ask(two, [])).toMatchObject({ keysRead: 1, prefixesRead: 0 });
  });

  it('refuses too many parts, and parts that cannot be', async () => {
    const { client } = await started();
    const invalid = { code: 'INVALID_ARGUMENT' };
    const many = Array<Buffer>(1_001).fill(Buffer.of(1));
    const ask = (keys: Buffer[], prefixes: Buffer[]) =>
      expect(client.readState({ keys, prefixes, block: undefined }, DEADLINE)).rejects.toMatchObject(invalid);
    await ask(many, []);
    await ask([], many);
    await ask([EMPTY], []);
    await ask([], [EMPTY]);
  });
});

describe('QueryStorage', () => {
  it('pages through the keys below a prefix', async () => {
    const { client, store } = await started();
    const expected = [...store.stateAt(2).keys('')];
    const seen: string[] = [];
    let startAfter: Buffer = EMPTY;
    for (let more = true; more;) {
      const page = await client.queryStorage(
        { prefix: EMPTY, pageSize: 2, startAfter, block: at(2) },
        DEADLINE,
      );
      expect(page.entries.length).toBeLessThanOrEqual(2);
      seen.push(...page.entries.map(({ key }) => key.toString('hex')));
      startAfter = page.entries.at(-1)!.key;
      more = page.more;
    }
    expect(seen).toEqual(expected);
    expect(expected.length).toBeGreaterThan(4);
  });

  it('reads below the prefix only, at the block named', async () => {
    const { client } = await started();
    const query = { prefix: Buffer.of(0xac), pageSize: 0, startAfter: EMPTY, block: at(0) };
    const { entries, more } = await client.queryStorage(query, DEADLINE);
    expect(entries.map(({ value }) => readToyAccount(value).free)).toEqual([1000, 1000]);
    expect(more).toBe(false);
  });

  it('ends a page of large values early', async () => {
    const { client, chain, store } = await started();
    const big = new Uint8Array(3 * 1024 * 1024);
    const state = store.stateAt(2);
    // The toy runtime has no large values.
    store.stateAt = () => ({
      ...state,
      keys: state.keys.bind(state),
      get: () => big,
      nextKey: () => undefined,
    });
    const query = { prefix: EMPTY, pageSize: 10, startAfter: EMPTY, block: undefined };
    const page = await client.queryStorage(query, DEADLINE);
    expect([page.entries.length, page.more]).toEqual([1, true]);
    await expect(
      client.getStorage({ keys: [keyOf(alice), keyOf(bob)], block: undefined }, DEADLINE),
    ).rejects.toMatchObject({ code: 'MESSAGE_TOO_LARGE', status: 'RESOURCE_EXHAUSTED' });
    expect(chain.store.head).toBe(2);
  });

  it.each([
    [{ pageSize: 1001 }, 'page_size: expected 0..1000, got 1001'],
    [{ prefix: Buffer.alloc(961) }, 'prefix: expected 0..960 bytes, got "961 bytes"'],
    [{ startAfter: Buffer.alloc(961) }, 'start_after: expected 1..960 bytes, got "961 bytes"'],
  ])('refuses %j', async (part, message) => {
    const { client } = await started();
    const query = { prefix: EMPTY, pageSize: 1, startAfter: EMPTY, block: undefined, ...part };
    await expect(client.queryStorage(query, DEADLINE)).rejects.toMatchObject({
      status: 'INVALID_ARGUMENT',
      message,
    });
  });
});
