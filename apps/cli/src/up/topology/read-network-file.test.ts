import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { defaultNetwork } from './default-network.js';
import { processNames } from './process-names.js';
import { parseNetwork, readNetworkFile } from './read-network-file.js';
import { neuronsOf } from './topology.js';

const SMALL = `
subnets:
  - mechanism: compute
    validators:
      - name: judge
        coldkey: //Charlie
        stake: 1500.5
    miners:
      - name: worker
        backend: naive
        count: 2
`;

const parse = (text: string) => parseNetwork(text, 'network.yaml');
const refusal = async (text: string): Promise<string> => {
  const said = await parse(text).catch((error: unknown) => error);
  expect(said).toMatchObject({ code: 'BAD_INPUT' });
  return (said as Error).message;
};

describe('a network file', () => {
  it('says little, and the rest is filled in', async () => {
    expect(await parse(SMALL)).toEqual({
      blockTime: 0.25,
      sudo: '//Alice',
      ports: { rpc: 9944, emission: 9091, explorer: 8080 },
      explorer: true,
      emission: { workers: 0, quorum: 1 },
      subnets: [
        {
          mechanism: 'compute',
          owner: '//Bob',
          commitReveal: false,
          validators: [
            {
              name: 'judge',
              coldkey: '//Charlie',
              hotkey: '//Charlie//judge',
              stakeRao: 1_500_500_000_000n,
              strategy: 'moving-average',
              root: true,
            },
          ],
          miners: ['worker-1', 'worker-2'].map((name) => ({
            name,
            coldkey: '//Eve',
            hotkey: `//Eve//${name}`,
            backend: 'naive',
          })),
        },
      ],
    });
  });

  it.each([
    ['subnets: [', /^network\.yaml:\d+: expected YAML/],
    ['', /^network\.yaml:1: network: expected object/],
    [`${SMALL}colour: red`, /^network\.yaml:12: colour: expected a known key$/],
    [
      SMALL.replace('name: judge', 'name: chain'),
      /^network\.yaml:5: subnets\.0\.validators\.0\.name: expected none of chain/,
    ],
    [
      SMALL.replace('stake: 1500.5', 'stake: much'),
      /^network\.yaml:7: subnets\.0\.validators\.0\.stake: amount: expected TAO/,
    ],
    [
      SMALL.replace('stake: 1500.5', 'strategy: magic'),
      /^network\.yaml:7: subnets\.0\.validators\.0\.strategy: /,
    ],
    [
      SMALL.replace('backend: naive', 'backend: fast'),
      /^network\.yaml:10: subnets\.0\.miners\.0\.backend: expected one of threads, .*, got fast$/,
    ],
    [
      SMALL.replace('compute', 'teleport'),
      /^network\.yaml:3: subnets\.0\.mechanism: teleport: expected a mechanism/,
    ],
    [
      SMALL.replace('count: 2', 'copies: nobody'),
      /^network\.yaml:11: subnets\.0\.miners\.0\.copies: expected a miner of this subnet, got nobody$/,
    ],
    [SMALL.replace('count: 2', 'count: 1.5'), /^network\.yaml:11: subnets\.0\.miners\.0\.count: /],
    [
      SMALL.replace('name: judge', 'name: judge\n        workers: 2'),
      /^network\.yaml:6: subnets\.0\.validators\.0\.workers: expected a network with `cluster`, got one without$/,
    ],
    [`cluster: { nats: 4 }\n${SMALL}`, /^network\.yaml:1: cluster\.nats: expected 3 or 5$/],
    [
      `cluster: { postgres: maybe }\n${SMALL}`,
      /^network\.yaml:1: cluster\.postgres: expected true, false or /,
    ],
    [
      `cluster: {}\n${SMALL.replace('name: judge', 'name: chain-2')}`,
      /^network\.yaml:6: subnets\.0\.validators\.0\.name: expected a name of its own, got chain-2 again$/,
    ],
    [
      SMALL.replace('    validators:', '    tempo: 1\n    validators:'),
      /^network\.yaml:4: subnets\.0\.tempo: /,
    ],
  ])('refuses with file, line and path: %#', async (text, said) => {
    expect(await refusal(text)).toMatch(said);
  });

  it('a cluster: what is left out, and whose processes have which names', async () => {
    const file = fileURLToPath(new URL('../../../../../docs/cluster.yaml', import.meta.url));
    const { cluster, subnets } = await readNetworkFile(file);
    expect(cluster).toEqual({ nats: 3, chains: 3, lease: 3, postgres: true });
    expect((await parse(`cluster: {}\n${SMALL}`)).cluster).toEqual({
      nats: 3,
      chains: 3,
      lease: 5,
      postgres: true,
    });
    expect(processNames(subnets[0]!.validators[0]!)).toEqual([
      'judge',
      'judge-2',
      'judge-worker-1',
      'judge-worker-2',
    ]);
  });

  it('names every problem, and a name that is there twice at its second place', async () => {
    const text = SMALL.replace('stake: 1500.5', 'stake: -1').replace('count: 2', 'count: 0');
    expect((await refusal(text)).split('\n')).toHaveLength(2);
    const twice = SMALL.replace('name: judge', 'name: worker-2');
    expect(await refusal(twice)).toBe(
      'network.yaml:9: subnets.0.miners.0.name: expected a name of its own, got worker-2 again',
    );
  });

  it('the default network: names and hotkeys once, honest validators on root, who copies is not', () => {
    const network = defaultNetwork();
    const neurons = neuronsOf(network);
    for (const key of ['name', 'hotkey'] as const)
      expect(new Set(neurons.map((neuron) => neuron[key])).size).toBe(neurons.length);
    const validators = network.subnets.flatMap((subnet) => subnet.validators);
    expect(validators.filter(({ root }) => !root).map(({ name }) => name)).toEqual(['weight-copier']);
  });
});
