import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Account, BlockFinalized } from '@yumanet/proto/chain/v1';
import { subjectsOf } from '@yumanet/proto/subjects';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blockFinalized, heightOf, tempDir } from '../../test/nats-harness.js';
import { TestAuthority } from '../testing/certificates.js';
import type { TlsIdentity } from '../tls/tls-identity.js';
import { Bus } from './bus.js';
import { follow } from './follow.js';
import { createNkey } from './nkey.js';
import { Lease } from './lease.js';
import { rolesOf } from './permissions.js';
import { Publisher } from './publish.js';
import { NatsServerProcess } from './server-process.js';
import { ensureStream } from './streams.js';
import { Table } from './table.js';

const { blockFinalized: subject, chainStream, blockBucket, leaseBucket } = subjectsOf('local');
const topic = { subject, stream: chainStream, type: BlockFinalized, objectBucket: blockBucket };
const DAY = 86_400_000;
const authority = new TestAuthority();
const dir = tempDir();
const files = {
  caFile: join(dir.path, 'ca'),
  certFile: join(dir.path, 'cert'),
  keyFile: join(dir.path, 'key'),
};
const signing = createNkey();
const server = new NatsServerProcess({
  dir: dir.path,
  tls: files,
  users: rolesOf('local').map((role) =>
    role.name === 'explorer' ? { role, nkey: signing.nkey } : { role, password: `${role.name}-password` },
  ),
});
const buses: Bus[] = [];

beforeAll(async () => {
  const own = authority.issue({ commonName: 'nats' });
  writeFileSync(files.caFile, own.ca);
  writeFileSync(files.certFile, own.cert);
  writeFileSync(files.keyFile, own.key);
  await server.start();
});
afterAll(async () => {
  for (const bus of buses) await bus.stop();
  await server.stop();
  dir.remove();
});

async function login(role: string, own: { password?: string; tls?: TlsIdentity | undefined } = {}) {
  const tls = 'tls' in own ? own.tls : authority.issue({ commonName: role });
  const bus = new Bus({
    servers: [server.url],
    connectionName: role,
    login: { role, password: own.password ?? `${role}-password` },
    requestMs: 2_000,
    ...(tls ? { tls } : {}),
  });
  await bus.start();
  buses.push(bus);
  return bus;
}

describe('who gets in', () => {
  it('a certificate of the authority with its password', async () => {
    expect((await login('chain')).state).toBe('connected');
  });

  it.each([
    ['no certificate', undefined],
    [
      'a certificate of another authority',
      { ...new TestAuthority('x').issue({ commonName: 'chain' }), ca: authority.ca },
    ],
    [
      'an expired certificate',
      authority.issue({
        commonName: 'chain',
        notBefore: new Date(Date.now() - 3 * DAY),
        notAfter: new Date(Date.now() - DAY),
      }),
    ],
  ])('not %s', async (_name, tls) => {
    await expect(login('chain', { tls })).rejects.toThrow();
  });

  it('an nkey, whose seed the server never sees; not another one', async () => {
    const bySeed = async (seed: string) => {
      const tls = authority.issue({ commonName: 'explorer' });
      const bus = new Bus({ servers: [server.url], connectionName: 'explorer', tls, login: { seed } });
      buses.push(bus);
      await bus.start();
      return bus;
    };
    const explorer = await bySeed(`${signing.seed}\n`);
    expect(explorer.state).toBe('connected');
    const denied = { code: 'PERMISSION_DENIED' };
    await expect(
      new Publisher(explorer, topic).publish(blockFinalized(1), { messageId: '1' }),
    ).rejects.toMatchObject(denied);
    await expect(bySeed(createNkey().seed)).rejects.toMatchObject(denied);
    // Never the same by chance: another letter in the middle, which the checksum finds.
    const letter = signing.seed[20] === 'A' ? 'B' : 'A';
    const broken = bySeed(`${signing.seed.slice(0, 20)}${letter}${signing.seed.slice(21)}`);
    await expect(broken).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.not.stringContaining(signing.seed.slice(2, 10)) as unknown,
    });
    expect(readFileSync(join(dir.path, 'nats-server.conf'), 'utf8')).not.toContain(signing.seed);
  });

  it('not a wrong password', async () => {
    await expect(login('chain', { password: 'guess' })).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
  });
});

describe('who may do what', () => {
  it('the chain publishes blocks, small and large, and holds a lease; a miner hears the blocks', async () => {
    const chain = await login('chain');
    await ensureStream(chain, { name: chainStream, subjects: [subject], appendOnly: true });
    const publisher = new Publisher(chain, topic);
    await publisher.publish(blockFinalized(1), { messageId: '1', expectedSequence: 0 });
    await publisher.publish(blockFinalized(2, 1_000_000), { messageId: '2', expectedSequence: 1 });
    const lease = await Lease.create(chain, {
      bucket: leaseBucket,
      name: 'leader',
      holder: 'a',
      ttlMs: 1_000,
    });
    await (await lease.acquire(AbortSignal.timeout(3_000))).release();
    const miner = await login('miner');
    const heights: number[] = [];
    for await (const { message } of follow(miner, topic, { from: 1, signal: AbortSignal.timeout(5_000) })) {
      heights.push(heightOf(message));
      if (heights.length === 2) break;
    }
    expect(heights).toEqual([1, 2]);
  });

  it('a miner cannot publish blocks, change their stream, take the lease or write objects', async () => {
    const miner = await login('miner');
    const denied = { code: 'PERMISSION_DENIED' };
    await expect(
      new Publisher(miner, topic).publish(blockFinalized(3), { messageId: '3' }),
    ).rejects.toMatchObject(denied);
    const request = (what: () => Promise<unknown>) =>
      expect(miner.request('x', what)).rejects.toMatchObject(denied);
    await request(() => miner.manager.streams.purge(chainStream));
    await request(() => miner.manager.streams.delete(chainStream));
    await request(() => miner.manager.streams.deleteMessage(chainStream, 1));
    await request(() => miner.manager.streams.update(chainStream, { subjects: ['other'] }));
    await request(() => miner.manager.consumers.list(chainStream).next());
    await request(() => miner.jetstream.publish(`$O.${blockBucket}.C.x`));
    const leases = Table.create(miner, { bucket: leaseBucket, type: Account });
    await expect(leases).rejects.toMatchObject(denied);
    const chain = await login('chain');
    expect((await chain.manager.streams.info(chainStream)).state.last_seq).toBe(2);
  });

  it('nobody hears another’s answers', async () => {
    const miner = await login('miner');
    const spied = miner.connection.subscribe('_INBOX_chain.>');
    await expect(spied.closed).resolves.toMatchObject({ name: 'PermissionViolationError' });
  });
});
