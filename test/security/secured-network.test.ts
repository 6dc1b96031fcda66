/** A network as `yumanet security init` secures it: it pays an epoch, and nobody gets further than his certificate and key say. */
import { execFile } from 'node:child_process';
import { get } from 'node:https';
import { promisify } from 'node:util';
import { ChainServiceService } from '@yumanet/proto/chain/v1';
import { Verdict } from '@yumanet/proto/emission/v1';
import { MinerServiceService } from '@yumanet/proto/miner/v1';
import { subjectsOf } from '@yumanet/proto/subjects';
import { ValidatorServiceService } from '@yumanet/proto/validator/v1';
import { Bus, createGrpcClient, type TlsIdentity } from '@yumanet/service-kit';
import { TestAuthority } from '@yumanet/service-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NETWORK, SecuredNetwork } from '../support/secured-network.js';
import { ServiceProcess } from '../support/service-process.js';
import { YUMANET_BIN } from '../support/run-yumanet.js';

const CALL = { deadlineMs: 30_000 };
/** Seven processes, one after the other. */
const START_MS = 500_000;
const network = new SecuredNetwork();

beforeAll(() => network.start(), START_MS);
afterAll(() => network.stop());

const ofChain = (tls?: TlsIdentity, serverName = 'chain') =>
  createGrpcClient(ChainServiceService, {
    address: network.chainGrpc,
    serverName,
    ...(tls ? { tls } : {}),
  });

async function head(tls?: TlsIdentity, serverName?: string): Promise<string> {
  const client = ofChain(tls, serverName);
  try {
    const { block } = await client.getBlock({ block: undefined }, CALL);
    return block === undefined ? 'none' : 'a block';
  } finally {
    client.close();
  }
}

describe('a network with mTLS everywhere and authorisation on the bus', () => {
  it('pays an epoch that the second opinion finds equal', { timeout: 400_000 }, async () => {
    const emission = network.emission();
    try {
      const paid = async () => {
        const incentive = await network.client.query('SubtensorModule', 'Incentive', [network.netuid]);
        const asked = { netuid: network.netuid, block: undefined };
        const { verdict } = await emission.getEpochVerdict(asked, CALL).catch(() => ({ verdict: undefined }));
        return /[1-9]/.test(incentive.toString()) && verdict?.verdict === Verdict.VERDICT_EQUAL;
      };
      await expect.poll(paid, { timeout: 390_000, interval: 500 }).toBe(true);
    } finally {
      emission.close();
    }
  });

  it('answers the operator’s command line with his certificate', async () => {
    const emission = { YUMANET_EMISSION: network.service('emission').ready.grpc };
    const audit = (env: Record<string, string>) =>
      promisify(execFile)(process.execPath, [YUMANET_BIN, 'audit'], { env: { ...process.env, ...env } });
    const { stdout } = await audit({ ...network.env('cli'), ...emission });
    expect(stdout).toContain('audit of');
    await expect(audit(emission)).rejects.toMatchObject({ code: 3 });
  });

  it('serves its pages over HTTPS, and only so', async () => {
    const { url } = network.service('explorer').ready as unknown as { url: string };
    const { gateway } = network.service('validator').ready as unknown as { gateway: string };
    const { ca } = network.identity('cli');
    const status = (address: string) =>
      new Promise<number | string | undefined>((resolve) => {
        get(address, { ca }, (response) => resolve(response.resume().statusCode)).on('error', ({ message }) =>
          resolve(message),
        );
      });
    expect(await status(`${url}/v1/overview`)).toBe(200);
    expect(await status(`${gateway}/v1/balance`)).toBe(401);
    await expect(fetch(gateway.replace('https', 'http'))).rejects.toThrow();
  });
});

describe('the web servers', () => {
  interface Answered {
    readonly status: number | undefined;
    readonly headers: Readonly<Record<string, unknown>>;
    readonly body: string;
  }
  /** As it stands: no client puts the path in order. */
  const raw = (url: string, path: string, headers: Record<string, string> = {}): Promise<Answered> =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(url);
      const { ca } = network.identity('cli');
      get({ hostname, port, path, ca, headers }, (response) => {
        let body = '';
        response.on('data', (chunk: Buffer) => (body += chunk.toString()));
        response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body }));
      }).on('error', reject);
    });
  const urls = () => {
    const { url } = network.service('explorer').ready as unknown as { url: string };
    const { http } = network.service('emission').ready as unknown as { http: string };
    const { gateway } = network.service('validator').ready as unknown as { gateway: string };
    return [url, http, gateway];
  };

  it.each([
    '/../package.json',
    '/../../../../../../etc/passwd',
    '/..%2f..%2f..%2fetc%2fpasswd',
    '/%2e%2e/%2e%2e/package.json',
    '/..\\..\\package.json',
    '//etc/passwd',
    '/index.html%00.js',
    '/app.js/../../package.json',
    'http://127.0.0.1/etc/passwd',
  ])('give no file for %s', async (path) => {
    for (const url of urls()) {
      const { status, body } = await raw(url, path);
      expect([url, status]).toEqual([
        url,
        expect.toSatisfy((each) => [400, 401, 404].includes(each as number)),
      ]);
      expect(body).not.toMatch(/root:|"dependencies"/);
    }
  });

  it('let no page of elsewhere read what they answer', async () => {
    for (const url of urls()) {
      const { headers } = await raw(url, '/openapi.json', { origin: 'https://evil.example' });
      expect([url, headers['access-control-allow-origin']]).toEqual([url, undefined]);
    }
  });
});

describe('refused is', () => {
  it('who shows no certificate, or one of another authority', async () => {
    await expect(head()).rejects.toMatchObject({ status: 'UNAVAILABLE' });
    const stranger = new TestAuthority().issue({ commonName: 'emission' });
    const tls = { ...stranger, ca: network.identity('cli').ca };
    await expect(head(tls)).rejects.toMatchObject({ status: 'UNAVAILABLE' });
    expect(await head(network.identity('cli'))).toBe('a block');
  });

  it('a service with the certificate of one that has no business there', async () => {
    const validator = createGrpcClient(ValidatorServiceService, {
      address: network.service('validator').ready.grpc,
      tls: network.identity('miner-1'),
      serverName: 'validator',
    });
    await expect(validator.getStatus({}, CALL)).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    validator.close();
    const miner = createGrpcClient(MinerServiceService, {
      address: network.service('miner-1').ready.grpc,
      tls: network.identity('miner-2'),
      serverName: 'miner',
    });
    await expect(miner.getStatus({}, CALL)).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    miner.close();
    // Nor does the gateway's, which strangers see, open anything.
    await expect(head(network.identity('gateway'))).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
  });

  it('a server with another service’s certificate: a miner cannot stand in for the chain', async () => {
    const miner = createGrpcClient(ChainServiceService, {
      address: network.service('miner-1').ready.grpc,
      tls: network.identity('cli'),
      serverName: 'chain',
    });
    await expect(miner.getBlock({ block: undefined }, CALL)).rejects.toMatchObject({ status: 'UNAVAILABLE' });
    miner.close();
  });

  it('a service that starts with a certificate that is not its own', async () => {
    const flags = ['--network', NETWORK, '--chain-grpc', network.chainGrpc, '--http-port', '0'];
    const env = network.env('emission');
    const mixed = { ...env, YUMANET_EMISSION_TLS_KEY_FILE: `${network.dir}/miner-1/key.pem` };
    await expect(ServiceProcess.start('emission', flags, mixed)).rejects.toThrow(
      /TLS_INVALID.*miner-1\/key\.pem: expected the key of/s,
    );
  });

  it('on the bus: no certificate, no key, another’s subjects', async () => {
    const open = async (tls: TlsIdentity | undefined, seed?: string) => {
      const bus = new Bus({
        servers: [tls ? network.natsUrl : network.natsUrl.replace('tls', 'nats')],
        connectionName: 'test',
        requestMs: 3_000,
        ...(tls ? { tls } : {}),
        ...(seed === undefined ? {} : { login: { seed } }),
      });
      await bus.start();
      return bus;
    };
    await expect(open(undefined, network.seed('validator'))).rejects.toThrow();
    await expect(open(network.identity('validator'))).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    const validator = await open(network.identity('validator'), network.seed('validator'));
    const { blockFinalized, chainStream, epochVerified, leaseBucket } = subjectsOf(NETWORK);
    const denied = { code: 'PERMISSION_DENIED' };
    const tries = (what: () => Promise<unknown>) =>
      expect(validator.request('x', what)).rejects.toMatchObject(denied);
    await tries(() => validator.jetstream.publish(blockFinalized, 'a block of my own'));
    await tries(() => validator.jetstream.publish(epochVerified, 'a verdict of my own'));
    await tries(() => validator.jetstream.publish(`$KV.${leaseBucket}.leader`, 'me'));
    await tries(() => validator.manager.streams.delete(chainStream));
    // What is its own goes.
    expect((await validator.manager.streams.info(chainStream)).state.messages).toBeGreaterThan(0);
    await validator.stop();
  });
});
