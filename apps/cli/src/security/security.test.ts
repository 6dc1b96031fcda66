import { X509Certificate, createPrivateKey } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { main } from '../main.js';

const root = mkdtempSync(join(tmpdir(), 'yumanet-security-'));
afterAll(() => rmSync(root, { recursive: true }));

async function security(args: string, env: Record<string, string> = {}) {
  const said = { out: '', err: '' };
  const status = await main(['node', 'yumanet', 'security', ...args.split(' ')], {
    out: (text) => (said.out += text),
    err: (text) => (said.err += text),
    env,
  });
  return { status, ...said };
}

const at = (...path: string[]): string => join(root, ...path);
const text = (...path: string[]): string => readFileSync(at(...path), 'utf8');
const certificate = (...path: string[]) => new X509Certificate(text(...path, 'cert.pem'));
const SERVICES = 'chain,emission,validator-alice,validator-bob,miner,gateway,cli';

describe('yumanet security', () => {
  it(
    'init makes an authority, and for each service certificate, key, NATS key and variables',
    { timeout: 60_000 },
    async () => {
      const names = '--names chain=chain.example,10.0.0.5 --names gateway=api.example';
      const { status, err } = await security(
        `init --out ${at('a')} --services ${SERVICES} --network demo ${names} --nats-url tls://n:4222 --days 90`,
        { YUMANET_CA_PASSWORD: 'long enough' },
      );
      expect([status, err]).toEqual([0, '']);
      const ca = new X509Certificate(text('a', 'ca', 'ca.pem'));
      for (const name of ['nats', ...SERVICES.split(',')]) {
        const own = certificate('a', name);
        expect([name, own.verify(ca.publicKey), own.subject]).toEqual([name, true, `CN=${name}`]);
        expect(own.checkPrivateKey(createPrivateKey(text('a', name, 'key.pem')))).toBe(true);
        expect(own.checkHost(name.split('-')[0]!)).toBeDefined();
        expect((Date.parse(own.validTo) - Date.now()) / 86_400_000).toBeCloseTo(90, 0);
        for (const file of readdirSync(at('a', name)))
          expect([file, statSync(at('a', name, file)).mode & 0o777]).toEqual([file, 0o600]);
      }
      const chain = certificate('a', 'chain');
      expect([chain.checkHost('chain.example'), chain.checkIP('10.0.0.5')]).toEqual([
        'chain.example',
        '10.0.0.5',
      ]);
      expect([chain.checkHost('localhost'), chain.checkHost('emission')]).toEqual([undefined, undefined]);
      expect(certificate('a', 'gateway').checkHost('api.example')).toBe('api.example');
      expect(certificate('a', 'nats').checkHost('localhost')).toBe('localhost');
      // Without its password nobody makes another certificate.
      expect(() => createPrivateKey(text('a', 'ca', 'ca.key'))).toThrow();
      expect((await security(`init --out ${at('a')} --services miner-2 --network demo`)).status).toBe(2);
    },
  );

  it('tells every service its files, whom it answers, and nothing of the others', () => {
    const env = text('a', 'chain', 'service.env');
    expect(env).toContain(`YUMANET_CHAIN_TLS_KEY_FILE=${at('a', 'chain', 'key.pem')}\n`);
    expect(env).toContain('YUMANET_CHAIN_GRPC_CLIENTS=cli,emission,miner,validator-alice,validator-bob\n');
    expect(env).toContain('YUMANET_CHAIN_NATS_URL=tls://n:4222\n');
    expect(text('a', 'emission', 'service.env')).toContain('YUMANET_EMISSION_CHAIN_TLS_NAME=chain\n');
    expect(text('a', 'miner', 'service.env')).not.toContain('NATS');
    // Strangers see the gateway's certificate: it opens nothing.
    expect(text('a', 'gateway', 'service.env')).not.toContain('GRPC');
    for (const name of SERVICES.split(','))
      expect(text('a', name, 'service.env')).not.toMatch(/PRIVATE|SU[A-Z0-9]{50}/);
  });

  it('gives NATS the public halves only, each with the rights of its role and an inbox of its own', () => {
    const config = JSON.parse(text('a', 'nats', 'nats-server.conf')) as {
      accounts: {
        YUMANET: {
          users: { nkey: string; permissions: { publish: { allow: string[] }; subscribe: object } }[];
        };
      };
      tls: object;
    };
    const { users } = config.accounts.YUMANET;
    expect(users).toHaveLength(4);
    expect(new Set(users.map(({ nkey }) => nkey)).size).toBe(4);
    for (const { nkey, permissions } of users) {
      expect(nkey).toMatch(/^U[A-Z0-9]{55}$/);
      expect(permissions.subscribe).toEqual({ allow: [`_INBOX_${nkey}.>`] });
    }
    const publishers = users.filter(({ permissions }) =>
      permissions.publish.allow.includes('yumanet.demo.chain.block.finalized'),
    );
    expect(publishers).toHaveLength(1);
    expect(config.tls).toMatchObject({ verify: true });
    expect(text('a', 'nats', 'nats-server.conf')).not.toMatch(/SU[A-Z0-9]{50}/);
  });

  it('init again adds what is missing and leaves the rest', async () => {
    const [chain, seed] = [certificate('a', 'chain').serialNumber, text('a', 'chain', 'nats.seed')];
    const again = await security(
      `init --out ${at('a')} --services chain,explorer --network demo --nats-url tls://n:4222`,
      { YUMANET_CA_PASSWORD: 'long enough' },
    );
    expect(again.status).toBe(0);
    expect([certificate('a', 'chain').serialNumber, text('a', 'chain', 'nats.seed')]).toEqual([chain, seed]);
    expect(text('a', 'chain', 'service.env')).toContain('GRPC_CLIENTS=cli,emission,explorer,miner,');
    const other = await security(`init --out ${at('a')} --network main`, {
      YUMANET_CA_PASSWORD: 'long enough',
    });
    expect([other.status, other.err]).toEqual([
      2,
      expect.stringContaining('network: expected demo') as string,
    ]);
  });

  it('show lists what ends when, and fails when something ends soon; renew renews just that', async () => {
    expect((await security(`show --out ${at('a')}`)).status).toBe(0);
    const soon = await security(`show --out ${at('a')} --within 100`);
    expect([soon.status, soon.out]).toEqual([
      1,
      expect.stringContaining('less than 100 days left: nats, ') as string,
    ]);
    const before = certificate('a', 'miner').serialNumber;
    const seed = text('a', 'emission', 'nats.seed');
    const env = { YUMANET_CA_PASSWORD: 'long enough' };
    expect((await security(`renew --out ${at('a')}`, env)).out).toContain('renewed: none');
    expect((await security(`renew --out ${at('a')} --within 100 --services miner`)).status).toBe(2);
    const done = await security(`renew --out ${at('a')} --within 100 --services miner,emission --nkeys`, env);
    expect(done.status).toBe(0);
    expect(done.out).toContain('renewed: emission, miner; keys on the bus: emission');
    expect(certificate('a', 'miner').serialNumber).not.toBe(before);
    expect(text('a', 'emission', 'nats.seed')).not.toBe(seed);
    expect(certificate('a', 'miner').verify(new X509Certificate(text('a', 'ca', 'ca.pem')).publicKey)).toBe(
      true,
    );
    const rest = await security(`show --out ${at('a')} --within 100`);
    expect(rest.out).not.toMatch(/less than.*miner/);
  });

  it('writes paths as they are where the folders are mounted, and routes of several servers', async () => {
    const { status } = await security(
      `init --out ${at('b')} --services chain,nats-1,nats-2 --names nats-1=n1.example --mount /etc/yumanet`,
    );
    expect(status).toBe(0);
    expect(text('b', 'chain', 'service.env')).toContain('YUMANET_CHAIN_TLS_CA_FILE=/etc/yumanet/ca.pem\n');
    const config = JSON.parse(text('b', 'nats-1', 'nats-server.conf')) as object;
    expect(config).toMatchObject({
      tls: { key_file: '/etc/yumanet/key.pem' },
      cluster: { routes: ['tls://n1.example:6222', 'tls://nats-2:6222'], tls: { verify: true } },
    });
  });

  it.each([
    ['--services database', 'services: expected a kind'],
    ['--services chain --names miner=x', 'names: expected one of the services'],
    ['--services chain --names chain=a_b', 'names: expected DNS names'],
    ['--services ../chain', 'services: expected a kind'],
    ['--network UPPER', 'network: expected'],
    ['--nats-url nats://x:1', 'nats-url: expected tls://'],
    ['--nats-url tls://user:pw@x:1', 'nats-url: expected tls://'],
    ['--mount relative', 'mount: expected'],
    ['--names chain', 'expected service=name'],
  ])('refuses %s', async (flags, message) => {
    const { status, err } = await security(`init --out ${at('none')} ${flags}`);
    expect([status, err]).toEqual([2, expect.stringContaining(message) as string]);
  });

  it('refuses a folder that it has not made, and one that is broken', async () => {
    expect((await security(`show --out ${at('empty')}`)).status).toBe(2);
    writeFileSync(at('b', 'security.json'), '{"format":2}');
    expect((await security(`show --out ${at('b')}`)).status).toBe(2);
  });
});
