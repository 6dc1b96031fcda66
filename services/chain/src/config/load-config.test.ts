import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../../test/temp-folder.js';
import { loadConfig } from './load-config.js';
import { CONFIG_KEYS, configSchema, envName, flagName, grpcPortOf, natsServersOf } from './schema.js';

function file(value: unknown): string {
  const path = join(tempFolder(), 'chain.json');
  writeFileSync(path, JSON.stringify(value));
  return path;
}
const load = (sources: Partial<Parameters<typeof loadConfig>[0]>) =>
  loadConfig({ flags: {}, env: {}, ...sources });

describe('configuration', () => {
  it('has a default for everything that needs one', () => {
    expect(load({})).toMatchObject({
      network: 'local',
      sealing: 'interval',
      blockTime: 12,
      rpcHost: '127.0.0.1',
    });
  });

  it('takes flags before the environment before the file', () => {
    const sources = {
      file: file({ rpcPort: 1, blockTime: 2, fsync: true }),
      env: { YUMANET_CHAIN_RPC_PORT: '2' },
    };
    expect(load(sources)).toMatchObject({ rpcPort: 2, blockTime: 2, fsync: true });
    expect(load({ ...sources, flags: { rpcPort: '3' } }).rpcPort).toBe(3);
    expect(
      load({ env: { YUMANET_CHAIN_RPC_CORS: 'https://a.example,https://b.example' } }).rpcCors,
    ).toHaveLength(2);
  });

  it.each([
    [{ flags: { rpcPort: '70000' } }, '--rpc-port'],
    [{ env: { YUMANET_CHAIN_SEALING: 'never' } }, 'YUMANET_CHAIN_SEALING'],
    [{ env: { YUMANET_CHAIN_FSYNC: 'maybe' } }, 'YUMANET_CHAIN_FSYNC'],
    [{ flags: { finalityLag: '0' } }, '--finality-lag'],
    [{ env: { NATS_URL: 'http://a:1' } }, 'NATS_URL'],
    [{ flags: { grpcPort: '-1' } }, '--grpc-port'],
  ])('names the source of what is wrong: %j', (sources, where) => {
    expect(() => load(sources)).toThrow(where);
  });

  it('refuses unknown keys and files that are none', () => {
    expect(() => load({ file: file({ colour: 'red' }) })).toThrow('colour');
    expect(() => load({ file: file([]) })).toThrow('expected a JSON object');
    expect(() => load({ file: 'nowhere.json' })).toThrow('configuration file nowhere.json');
  });

  it('serves gRPC beside JSON-RPC unless told where', () => {
    const port = (flags: Record<string, string>) => grpcPortOf(load({ flags }));
    expect([port({}), port({ rpcPort: '0' }), port({ rpcPort: '0', grpcPort: '7' })]).toEqual([9945, 0, 7]);
  });

  it('publishes where a URL is given, from our variable before NATS_URL, and nowhere with --no-nats', () => {
    const servers = (sources: Parameters<typeof load>[0]) => natsServersOf(load(sources));
    const env = { NATS_URL: 'nats://a:1,nats://b:2' };
    expect(servers({})).toEqual([]);
    expect(servers({ env })).toEqual(['nats://a:1', 'nats://b:2']);
    expect(servers({ env: { ...env, YUMANET_CHAIN_NATS_URL: 'nats://c:3' } })).toEqual(['nats://c:3']);
    expect(servers({ env, flags: { noNats: true, natsUrl: 'nats://d:4' } })).toEqual([]);
  });

  it('describes every key, and names it the same everywhere', () => {
    for (const key of CONFIG_KEYS) expect(configSchema.shape[key].description, key).toBeTruthy();
    expect([flagName('rpcMaxRequestMb'), envName('rpcMaxRequestMb')]).toEqual([
      'rpc-max-request-mb',
      'YUMANET_CHAIN_RPC_MAX_REQUEST_MB',
    ]);
  });
});
