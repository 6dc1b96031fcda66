import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../../test/temp-folder.js';
import { loadConfig } from './load-config.js';
import { CONFIG_KEYS, configSchema, envName, flagName } from './schema.js';

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
  ])('names the source of what is wrong: %j', (sources, where) => {
    expect(() => load(sources)).toThrow(where);
  });

  it('refuses unknown keys and files that are none', () => {
    expect(() => load({ file: file({ colour: 'red' }) })).toThrow('colour');
    expect(() => load({ file: file([]) })).toThrow('expected a JSON object');
    expect(() => load({ file: 'nowhere.json' })).toThrow('configuration file nowhere.json');
  });

  it('describes every key, and names it the same everywhere', () => {
    for (const key of CONFIG_KEYS) expect(configSchema.shape[key].description, key).toBeTruthy();
    expect([flagName('rpcMaxRequestMb'), envName('rpcMaxRequestMb')]).toEqual([
      'rpc-max-request-mb',
      'YUMANET_CHAIN_RPC_MAX_REQUEST_MB',
    ]);
  });
});
