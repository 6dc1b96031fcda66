import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig, type ConfigSources } from '@yumanet/service-kit/config';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../../test/temp-folder.js';
import { chainCommand } from './command.js';
import { configSchema, grpcPortOf, natsServersOf, replicasOf, type ChainConfig } from './schema.js';

function file(value: unknown): string {
  const path = join(tempFolder(), 'chain.json');
  writeFileSync(path, JSON.stringify(value));
  return path;
}
function load(argv: readonly string[], env: ConfigSources['env'] = {}): ChainConfig {
  const loaded = loadConfig(chainCommand(), { argv, env });
  if (loaded.kind !== 'run') throw new Error('expected settings');
  return loaded.config;
}

describe('configuration', () => {
  it('has a default for everything that needs one', () => {
    const defaults = { network: 'local', sealing: 'interval', blockTime: 12, rpcHost: '127.0.0.1' };
    expect(load([])).toMatchObject(defaults);
    expect(configSchema.parse({})).toEqual(load([]));
  });

  it('takes flags before the environment before the file', () => {
    const config = file({ rpcPort: 1, blockTime: 2, fsync: true });
    const env = { YUMANET_CHAIN_RPC_PORT: '2' };
    expect(load(['--config', config], env)).toMatchObject({ rpcPort: 2, blockTime: 2, fsync: true });
    expect(load(['--config', config, '--rpc-port', '3'], env).rpcPort).toBe(3);
    const cors = { YUMANET_CHAIN_RPC_CORS: 'https://a.example,https://b.example' };
    expect(load([], cors).rpcCors).toHaveLength(2);
  });

  it.each([
    [['--rpc-port', '70000'], {}, '--rpc-port'],
    [[], { YUMANET_CHAIN_SEALING: 'never' }, 'YUMANET_CHAIN_SEALING'],
    [[], { YUMANET_CHAIN_FSYNC: 'maybe' }, 'YUMANET_CHAIN_FSYNC'],
    [['--finality-lag', '0'], {}, '--finality-lag'],
    [['--nats-url', 'http://a:1'], {}, '--nats-url'],
    [['--grpc-port', '-1'], {}, '--grpc-port'],
    [['--cluster', 'a b'], {}, '--cluster'],
    [['--config', 'nowhere.json'], {}, 'nowhere.json'],
    [['--fly'], {}, '--fly'],
  ])('names the source of what is wrong: %j %j', (argv, env, where) => {
    expect(() => load(argv, env)).toThrow(where);
  });

  it('refuses unknown keys', () => {
    expect(() => load(['--config', file({ colour: 'red' })])).toThrow('colour');
    expect(() => configSchema.parse({ colour: 'red' })).toThrow('colour');
  });

  it('serves gRPC beside JSON-RPC unless told where', () => {
    const port = (...argv: string[]): number => grpcPortOf(load(argv));
    const all = [port(), port('--rpc-port', '0'), port('--rpc-port', '0', '--grpc-port', '7')];
    expect(all).toEqual([9945, 0, 7]);
  });

  it('publishes where a URL is given, from our variable before NATS_URL, and nowhere with --no-nats', () => {
    const servers = (argv: string[], env = {}): string[] => natsServersOf(load(argv, env));
    const env = { NATS_URL: 'nats://a:1,nats://b:2' };
    expect(servers([])).toEqual([]);
    expect(servers([], env)).toEqual(['nats://a:1', 'nats://b:2']);
    expect(servers([], { ...env, YUMANET_CHAIN_NATS_URL: 'nats://c:3' })).toEqual(['nats://c:3']);
    expect(servers(['--no-nats', '--nats-url', 'nats://d:4'], env)).toEqual([]);
    expect(configSchema.parse({ natsUrl: 'nats://a:1,nats://b:2' }).natsUrl).toHaveLength(2);
  });

  it('keeps three copies in a cluster, one elsewhere, and as many as it is told', () => {
    const copies = (...argv: string[]): number => replicasOf(load(argv));
    const all = [copies(), copies('--cluster', 'a'), copies('--cluster', 'a', '--nats-replicas', '1')];
    expect(all).toEqual([1, 3, 1]);
  });

  it('never shows the password', () => {
    const loaded = loadConfig(chainCommand(), {
      argv: ['--print-config'],
      env: { YUMANET_CHAIN_NATS_PASSWORD: 'hush', YUMANET_CHAIN_NATS_SEED: 'hush' },
    });
    expect(loaded).toMatchObject({ kind: 'print', text: expect.not.stringContaining('hush') as string });
  });
});
