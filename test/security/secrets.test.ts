/** A network whose secrets are known runs at its most talkative, errors are provoked, and then everything is searched for them. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { get } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createGrpcClient, sleep, systemClock, Bus } from '@yumanet/service-kit';
import { ChainServiceService } from '@yumanet/proto/chain/v1';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SecretScan, formsOf } from '../support/secret-scan.js';
import { NETWORK, SecuredNetwork } from '../support/secured-network.js';
import { serviceBin } from '../support/service-bin.js';

describe('the scan', () => {
  const secret = 'bottom drive obey lake curtain smoke basket hold race lonely fit walk';
  const seed = `0x${'c0ffee'.repeat(10)}abcd`;

  it.each([
    ['raw', (text: string) => `log: ${text}!`],
    ['as hex', (text: string) => `log: ${Buffer.from(text).toString('hex')}!`],
    ['as base64', (text: string) => Buffer.from(text).toString('base64')],
    ['in the base64 of more, off by one', (text: string) => Buffer.from(`x${text}yz`).toString('base64')],
    ['in the base64 of more, off by two', (text: string) => Buffer.from(`xx${text}yz`).toString('base64')],
    ['in a URL', (text: string) => `http://x/?q=${encodeURIComponent(text)}`],
  ])('finds a secret %s', (_how, hide) => {
    for (const each of [secret, seed]) {
      const scan = new SecretScan(new Map([['it', each]]));
      scan.look('here', hide(each));
      expect(scan.found.length).toBeGreaterThan(0);
      scan.found.length = 0;
      scan.look('here', hide('something else that is as long as a phrase of twelve words is, and more'));
      expect(scan.found).toEqual([]);
    }
  });

  it('finds the bytes of a seed, and the lines of a PEM', () => {
    const scan = new SecretScan(new Map([['seed', seed]]));
    scan.look('dump', Buffer.concat([Buffer.alloc(7), Buffer.from(seed.slice(2), 'hex'), Buffer.alloc(7)]));
    expect(scan.found).toContain('seed in dump');
    const line = randomBytes(48).toString('base64');
    expect(formsOf(`-----BEGIN PRIVATE KEY-----\n${line}\n-----END PRIVATE KEY-----`).map(String)).toContain(
      line,
    );
  });
});

describe('a network at its most talkative', () => {
  const spans: Buffer[] = [];
  /** An OpenTelemetry collector that keeps what it is sent. */
  const collector = createServer((request, response) => {
    request.on('data', (chunk: Buffer) => void spans.push(chunk)).on('end', () => response.end());
  });
  const traceUrl = () => `http://127.0.0.1:${(collector.address() as AddressInfo).port}/v1/traces`;
  const network = new SecuredNetwork('debug', traceUrl);
  const outputs = new Map<string, string>();
  const databasePassword = randomBytes(12).toString('hex');
  let clientKey: string;

  beforeAll(async () => {
    await once(collector.listen(0, '127.0.0.1'), 'listening');
    await network.start();
    network.secrets.set('database-password', databasePassword);
  }, 500_000);
  afterAll(async () => {
    await network.stop();
    collector.closeAllConnections();
    collector.close();
  });

  interface Ended {
    readonly code: number | null;
    readonly text: string;
  }
  /** @param until what it says when it has met what it was started for; then it is told to stop. */
  const cli = async (
    name: string,
    args: readonly string[],
    env: Record<string, string> = {},
    until?: RegExp,
  ): Promise<Ended> => {
    const child = spawn(process.execPath, [serviceBin(name), ...args], { env: { ...process.env, ...env } });
    let text = '';
    const hear = (chunk: Buffer) => {
      text += chunk.toString();
      if (until?.test(text)) child.kill('SIGTERM');
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    const [code] = (await once(child, 'close')) as [number | null];
    outputs.set(`${name} ${args.join(' ').slice(0, 40)} (${outputs.size})`, text);
    return { code, text };
  };

  const gateway = (path: string, key: string): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const { gateway: url } = network.service('validator').ready as unknown as { gateway: string };
      const options = { ca: network.identity('cli').ca, headers: { authorization: `Bearer ${key}` } };
      get(`${url}${path}`, options, (response) => resolve(response.resume().statusCode)).on('error', reject);
    });

  it('makes a client of the gateway, whose key is shown once', async () => {
    const coldkey = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY';
    const dir = ['--gateway-dir', join(network.data, 'gateway')];
    const create = ['keys', 'create', '--name', 'a', '--coldkey', coldkey];
    const { text } = await cli('validator', [...create, ...dir, '--json']);
    outputs.clear();
    clientKey = (JSON.parse(text) as { key: string }).key;
    network.secrets.set('gateway-client-key', clientKey);
    expect(await gateway('/v1/balance', clientKey)).toBe(200);
    expect(await gateway('/v1/balance', `${clientKey.slice(0, -1)}`)).toBe(401);
    expect(await gateway(`/v1/none?key=${clientKey}`, clientKey)).toBe(404);
  });

  it('is told wrong passwords, keys, databases and settings by many', { timeout: 400_000 }, async () => {
    const { netuid, chainGrpc, keep } = network;
    const secret = (what: string) => network.secrets.get(what)!;
    const phrase = secret('validator-hotkey');
    const validator = ['--network', NETWORK, '--netuid', String(netuid)];
    const emission = ['--network', NETWORK, '--chain-grpc', chainGrpc, '--log-level', 'debug'];
    const ofValidator = network.env('validator');
    const ofEmission = network.env('emission');
    const database = `postgres://ledger:${databasePassword}@127.0.0.1:1/ledger`;
    const key = ['--hotkey-file', join(keep, 'validator.json')];
    const ended = await Promise.all([
      // A phrase that is none, a password of another file, a seed of NATS with a letter too many.
      cli('validator', [...validator, '--json'], {
        ...ofValidator,
        YUMANET_VALIDATOR_HOTKEY_URI: `${phrase} ${phrase}`,
      }),
      cli('validator', [...key, ...validator], {
        ...ofValidator,
        YUMANET_VALIDATOR_HOTKEY_PASSWORD: secret('ca-password'),
      }),
      cli('emission', ['--no-such-flag', ...emission], {
        ...ofEmission,
        YUMANET_EMISSION_NATS_SEED: `${network.seed('emission')}X`,
      }),
      // A database of another kind, with its password in the URL.
      cli('emission', [...emission, '--json'], {
        ...ofEmission,
        YUMANET_EMISSION_DATABASE_URL: database.replace('postgres:', 'mysql:'),
      }),
    ]);
    expect(ended.map(({ code }) => code)).toEqual([2, 2, 2, 2]);
    // What a node shows of its settings.
    const settings = {
      YUMANET_CHAIN_NATS_URL: `nats://u:${databasePassword}@h:1`,
      YUMANET_CHAIN_NATS_SEED: network.seed('chain'),
    };
    const printed = await cli('chain', ['--print-config'], settings);
    expect([printed.code, printed.text]).toEqual([0, expect.stringContaining('[hidden]') as string]);
    // A database that is not there; it is tried until the service is told to stop.
    const down = { ...ofEmission, YUMANET_EMISSION_DATABASE_URL: database };
    expect((await cli('emission', emission, down, /ECONNREFUSED/)).text).toContain('ECONNREFUSED');
  });

  it('meets bad requests, a bus that goes away, and a crash', async () => {
    const client = createGrpcClient(ChainServiceService, {
      address: network.chainGrpc,
      tls: network.identity('cli'),
      serverName: 'chain',
    });
    const asked = { deadlineMs: 10_000 };
    const none = { ref: { $case: 'number' as const, number: 2n ** 63n } };
    await expect(client.getBlock({ block: none }, asked)).rejects.toThrow();
    const bytes = Buffer.from(databasePassword);
    await expect(client.submitExtrinsic({ extrinsic: bytes }, asked)).rejects.toThrow();
    client.close();
    network.nats.kill('SIGSTOP');
    await sleep(systemClock(), 3_000);
    network.nats.kill('SIGCONT');
    // A process that ends as it stands.
    await network.service('explorer').kill();
  });

  it(
    'and no secret is in a log, an answer, a stream, a metric, a folder or a command line',
    { timeout: 300_000 },
    async () => {
      const scan = new SecretScan(new Map([...network.secrets, ['gateway-client-key', clientKey]]));
      expect(network.secrets.size).toBeGreaterThanOrEqual(20);
      for (const [what, text] of outputs) scan.look(`output of ${what}`, text);
      scan.look('output of chain', network.chain.log());
      const pids = new Map<string, number | undefined>([
        ['chain', network.chain.child.pid],
        ['nats', network.nats.pid],
      ]);
      for (const [name, service] of network.services) {
        expect(service.log().length, name).toBeGreaterThan(0);
        scan.look(`output of ${name}`, service.log());
        if (service.child.exitCode === null && service.child.signalCode === null)
          pids.set(name, service.child.pid);
        if (name === 'explorer') continue;
        for (const path of ['metrics', 'healthz', 'readyz']) {
          const answer = await fetch(`${service.ready.status}/${path}`);
          scan.look(`/${path} of ${name}`, await answer.text());
        }
      }
      scan.look('/metrics of chain', await (await fetch(`${network.chain.ready.status}/metrics`)).text());
      for (const [name, pid] of pids)
        for (const path of childrenOf(pid!))
          scan.look(`command line of ${name}`, readFileSync(`/proc/${path}/cmdline`));
      expect(spans.length).toBeGreaterThan(0);
      scan.look('traces', Buffer.concat(spans));
      await scanBus(scan);
      scan.folder(network.data);
      expect(scan.found).toEqual([]);
      // It has looked at something.
      expect(scan.bytes).toBeGreaterThan(1_000_000);
    },
  );

  /** Every message of every stream, by each role that may read it. */
  async function scanBus(scan: SecretScan): Promise<void> {
    let messages = 0;
    for (const role of ['chain', 'emission', 'validator']) {
      const bus = new Bus({
        servers: [network.natsUrl],
        connectionName: 'scan',
        tls: network.identity(role),
        login: { seed: network.seed(role) },
      });
      await bus.start();
      for (const stream of streamsOf(role)) {
        const info = await bus.manager.streams.info(stream).catch(() => undefined);
        if (!info) continue;
        for (let seq = info.state.first_seq; seq <= info.state.last_seq; seq++) {
          const message = await bus.manager.streams.getMessage(stream, { seq }).catch(() => undefined);
          if (!message) continue;
          messages += 1;
          scan.look(`${stream} ${seq}`, message.data);
          scan.look(`${stream} ${seq}, subject`, message.subject);
        }
      }
      await bus.stop();
    }
    expect(messages).toBeGreaterThan(100);
  }

  /** The streams whose messages its permissions let it read. */
  function streamsOf(role: string): string[] {
    const config = JSON.parse(readFileSync(join(network.dir, 'nats', 'nats-server.conf'), 'utf8')) as {
      accounts: { YUMANET: { users: { nkey: string; permissions: { publish: { allow: string[] } } }[] } };
    };
    const { services } = JSON.parse(readFileSync(join(network.dir, 'security.json'), 'utf8')) as {
      services: Record<string, { nkey?: string }>;
    };
    const user = config.accounts.YUMANET.users.find(({ nkey }) => nkey === services[role]?.nkey);
    const prefix = '$JS.API.STREAM.MSG.GET.';
    return user!.permissions.publish.allow
      .filter((subject) => subject.startsWith(prefix))
      .map((subject) => subject.slice(prefix.length));
  }
});

/** A process and those below it. */
function childrenOf(pid: number): number[] {
  const below = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .trim()
    .split(' ')
    .filter(Boolean)
    .map(Number);
  return [pid, ...below.flatMap(childrenOf)];
}
