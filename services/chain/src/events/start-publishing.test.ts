import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Health, NatsServerProcess, rolesOf, silentLogger } from '@yumanet/service-kit';
import { TestAuthority } from '@yumanet/service-kit/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { tempFolder } from '../../test/temp-folder.js';
import { openToyChain } from '../../test/toy-chain.js';
import { startPublishing } from './start-publishing.js';

const authority = new TestAuthority();

/** A nats-server that knows the house's roles and demands certificates. */
async function startGuardedNats(): Promise<NatsServerProcess> {
  const dir = tempFolder();
  const own = authority.issue({ commonName: 'nats' });
  const file = (name: string, bytes: Buffer): string => {
    writeFileSync(join(dir, name), bytes, { mode: 0o600 });
    return join(dir, name);
  };
  const server = new NatsServerProcess({
    dir,
    tls: {
      caFile: file('ca.pem', own.ca),
      certFile: file('cert.pem', own.cert),
      keyFile: file('key.pem', own.key),
    },
    users: rolesOf('test').map((role) => ({ role, password: `${role.name}-password` })),
  });
  onTestFinished(() => server.stop());
  await server.start();
  return server;
}

async function publishing(url: string, password: string) {
  const { chain } = openToyChain();
  const health = new Health();
  const publisher = startPublishing(chain, {
    bus: {
      servers: [url],
      login: { role: 'chain', password },
      tls: authority.issue({ commonName: 'chain' }),
    },
    network: 'test',
    replicas: 1,
    health,
    log: silentLogger(),
  });
  onTestFinished(() => publisher.stop());
  for (let n = 0; n < 3; n++) await chain.seal();
  return { publisher, detail: () => health.report().parts['nats']?.detail };
}

describe('startPublishing', () => {
  it('needs no more rights than the role of a chain has', async () => {
    const { url } = await startGuardedNats();
    const first = await publishing(url, 'chain-password');
    await expect.poll(() => first.publisher.next).toBe(3);
    expect(first.detail()).toBeUndefined();
    await first.publisher.stop();
    // The same blocks again: this one also reads the stream's last message.
    const second = await publishing(url, 'chain-password');
    await expect.poll(() => second.publisher.next).toBe(3);
    expect(second.detail()).toBeUndefined();
  });

  it('says that its password is refused, and goes on', async () => {
    const { url } = await startGuardedNats();
    const { publisher, detail } = await publishing(url, 'wrong');
    await expect.poll(detail).toContain('not publishing (PERMISSION_DENIED)');
    expect(publisher.next).toBeUndefined();
  });
});
