import { describe, expect, it } from 'vitest';
import { alice, bob } from '../../test/toy-chain.js';
import { TOPIC, joinToyCluster, type MemberToy } from '../../test/toy-cluster.js';
import { readStream, startNats, startPublishingToy } from '../../test/toy-publisher.js';
import { tempFolder } from '../../test/temp-folder.js';
import { toyTransfer } from '../../test/toy-runtime.js';
import { toHex } from '../bytes.js';

const SOON = { timeout: 15_000 };
const kind = ({ chain }: MemberToy): string => chain.role.kind;
const becomes = (toy: MemberToy, role: string) => expect.poll(() => kind(toy), SOON).toBe(role);
const finalAt = (toy: MemberToy, number: number) =>
  expect.poll(() => toy.store.finalised, SOON).toBeGreaterThanOrEqual(number);
async function seal({ chain }: MemberToy, count: number): Promise<void> {
  for (let n = 0; n < count; n++) await chain.seal();
}

describe('a cluster of two', () => {
  it('has one leader; the other follows, runs every block and refuses transactions, naming the leader', async () => {
    const nats = await startNats();
    const a = await joinToyCluster(nats.url, 'a');
    await becomes(a, 'leader');
    const b = await joinToyCluster(nats.url, 'b');
    await a.chain.submit(toyTransfer(alice, 0, { to: bob.account, amount: 7 }));
    await seal(a, 4);
    await finalAt(b, 3);
    expect(kind(b)).toBe('standby');
    expect(b.store.hashOf(3)).toEqual(a.store.hashOf(3));
    await expect.poll(b.detail, SOON).toBe('standby, leader a');
    expect(a.detail()).toBe('leader');
    await expect(b.chain.submit(toyTransfer(alice, 1))).rejects.toMatchObject({
      refusal: { kind: 'notLeader', leader: { name: 'a', rpc: 'ws://a:1', grpc: 'a:2' } },
    });
    await expect(b.chain.seal()).rejects.toMatchObject({ code: 'NOT_LEADER' });
  });

  it('hands over when the leader leaves; one that comes back follows from where it was', async () => {
    const nats = await startNats();
    const path = tempFolder();
    const a = await joinToyCluster(nats.url, 'a', { path });
    await becomes(a, 'leader');
    const b = await joinToyCluster(nats.url, 'b');
    await seal(a, 3);
    await finalAt(b, 2);
    // Block 3 never became final.
    await a.leave();
    await becomes(b, 'leader');
    await seal(b, 4);
    await finalAt(b, 5);
    const again = await joinToyCluster(nats.url, 'a', { path });
    await finalAt(again, 5);
    expect(again.store.hashOf(5)).toEqual(b.store.hashOf(5));
    const hashes = (await readStream(nats.url, TOPIC, 5)).map(({ message }) =>
      toHex(message.block!.header!.hash),
    );
    expect(hashes).toEqual([0, 1, 2, 3, 4, 5].map((n) => toHex(again.store.hashOf(n)!)));
  });

  it('waits while NATS is away, says so, takes back what was not final, and goes on', async () => {
    const nats = await startNats();
    const a = await joinToyCluster(nats.url, 'a');
    await becomes(a, 'leader');
    await seal(a, 2);
    await finalAt(a, 1);
    const heard: unknown[] = [];
    await nats.kill('SIGKILL');
    await a.chain.submit(toyTransfer(alice, 0), (status) => heard.push(status));
    await seal(a, 1);
    await becomes(a, 'standby');
    await expect.poll(a.detail, SOON).toContain('waiting for the block log');
    await expect.poll(() => a.store.head, SOON).toBe(1);
    expect(
      heard.map((status) => (typeof status === 'string' ? status : Object.keys(status as object)[0])),
    ).toEqual(['ready', 'inBlock', 'retracted', 'ready']);
    await nats.start();
    await becomes(a, 'leader');
    await seal(a, 2);
    await finalAt(a, 2);
    expect(a.detail()).toBe('leader');
    expect(heard.at(-1)).toHaveProperty('finalized');
    await readStream(nats.url, TOPIC, 2);
    expect(a.fatal).toEqual([]);
  });

  it('takes over the stream that a single node has published, and fills one that is behind', async () => {
    const nats = await startNats();
    const path = tempFolder();
    const single = startPublishingToy(nats.url, { path });
    for (let n = 0; n < 4; n++) await single.chain.seal();
    await expect.poll(() => single.publisher.next, SOON).toBe(4);
    await single.publisher.stop();
    for (let n = 0; n < 3; n++) await single.chain.seal();
    await expect.poll(() => single.store.finalised, SOON).toBe(6);
    await single.close();
    const a = await joinToyCluster(nats.url, 'a', { path });
    await becomes(a, 'leader');
    await readStream(nats.url, TOPIC, 6);
    const b = await joinToyCluster(nats.url, 'b');
    await finalAt(b, 6);
    expect(b.store.hashOf(6)).toEqual(a.store.hashOf(6));
  });

  it('stops a node whose final blocks are not the log’s', async () => {
    const nats = await startNats();
    const a = await joinToyCluster(nats.url, 'a');
    await becomes(a, 'leader');
    await seal(a, 3);
    await finalAt(a, 2);
    const path = tempFolder();
    const other = startPublishingToy(nats.url, { path, network: 'elsewhere' });
    await other.chain.pool.submit(toyTransfer(alice, 0));
    for (let n = 0; n < 2; n++) await other.chain.seal();
    await expect.poll(() => other.store.finalised, SOON).toBe(1);
    await other.close();
    const b = await joinToyCluster(nats.url, 'b', { path });
    await expect.poll(() => b.fatal, SOON).toHaveLength(1);
    expect(b.fatal[0]).toMatchObject({ code: 'LOG_FOREIGN' });
  });
});
