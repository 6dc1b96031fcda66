import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { memoryStorage } from '@yumanet/frame/testing';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../../test/temp-folder.js';
import { DEV_ACCOUNTS } from './dev-accounts.js';
import { loadSpec } from './load-spec.js';
import { NETWORKS, presetSpec } from './presets.js';
import { chainSpecSchema } from './schema.js';
import { specRuntime } from './spec-runtime.js';

function write(value: unknown): string {
  const path = join(tempFolder(), 'file.json');
  writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value));
  return path;
}
const balancesOf = (spec: ReturnType<typeof loadSpec>): Map<string, unknown> =>
  new Map(spec.genesis.balances?.balances);

describe('chain spec', () => {
  it.each(NETWORKS)('of %s is itself a valid file', (network) => {
    const specFile = write(presetSpec(network));
    expect(loadSpec({ network: 'local', specFile })).toEqual(presetSpec(network));
  });

  it('endows the known accounts, except on main', () => {
    expect([...balancesOf(presetSpec('local')).keys()]).toEqual(DEV_ACCOUNTS.map(({ address }) => address));
    expect(balancesOf(presetSpec('main')).size).toBe(0);
    expect(presetSpec('main').genesis.sudo).toBeUndefined();
  });

  it.each([
    ['{', 'expected a JSON file'],
    [{ ...presetSpec('local'), version: 2 }, 'at version'],
    [{ ...presetSpec('local'), colour: 'red' }, 'colour'],
    [
      {
        ...presetSpec('local'),
        genesis: { balances: { balances: [[DEV_ACCOUNTS[0]!.address, '18446744073709551616']] } },
      },
      'expected rao below 2^64',
    ],
  ])('refuses %j', (value, why) => {
    expect(() => loadSpec({ network: 'local', specFile: write(value) })).toThrow(why);
  });

  it('takes balances and stakes from a snapshot', () => {
    const [alice, bob] = DEV_ACCOUNTS.map(({ address }) => address) as [string, string];
    const snapshotFile = write({ balances: { [alice]: 700 }, stakes: { [alice]: { [bob]: [5, 0] } } });
    const spec = loadSpec({ network: 'local', snapshotFile });
    expect(balancesOf(spec).get(alice)).toBe(700);
    expect(balancesOf(spec).size).toBe(DEV_ACCOUNTS.length);
    expect(spec.genesis['subtensorModule']).toEqual({ stakes: [[bob, alice, 5]], neurons: [[bob, 0]] });
    expect(chainSpecSchema.safeParse(spec).success).toBe(true);
    // The runtime takes it: block 0 can be built.
    expect(() => specRuntime(spec).runtime.buildGenesis(spec.genesis, memoryStorage())).not.toThrow();
  });

  it('names a missing file', () => {
    expect(() => loadSpec({ network: 'local', snapshotFile: 'nowhere.json' })).toThrow(
      'genesis snapshot nowhere.json: expected a JSON file',
    );
  });
});
