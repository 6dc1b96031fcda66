import { DEV_ACCOUNTS } from './dev-accounts.js';
import type { SpecParameters } from './parameters.js';
import type { ChainSpec } from './schema.js';

export const NETWORKS = ['local', 'demo', 'test', 'main'] as const;
export type Network = (typeof NETWORKS)[number];

/** 1,000,000 TAO, as upstream endows its local accounts. */
const ENDOWMENT_RAO = '1000000000000000';
/** 2024-06-01T00:00:00Z. */
const START_TIME_MS = 1_717_200_000_000;
const PROPERTIES = { ss58Format: 42, tokenDecimals: 9, tokenSymbol: 'TAO' };

const ALICE = DEV_ACCOUNTS[0]!.address;
/** //Alice's ed25519 account: Grandpa's list of authorities names such keys. */
const ALICE_ED25519 = '5FA9nQDVg267DEd8m1ZypXLBnvN7SFxYwV7ndqSYGiN9TTpu';

const ARTICLES: SpecParameters = { set: 'articles' };
/** Networks for the asking: nobody waits a day on a chain of their own. */
const LOCAL: SpecParameters = { ...ARTICLES, initial: { NetworkRateLimit: 0 } };
/** An economy to be watched: epochs every 21 blocks, room for the registrations of one morning. */
const DEMO: SpecParameters = {
  ...LOCAL,
  newNetwork: { tempo: 20, targetRegistrationsPerInterval: 32 },
  root: { tempo: 20 },
};

const NAMES = {
  local: { name: 'Yumanet Local', id: 'yumanet_local', chainType: 'Development', parameters: LOCAL },
  demo: { name: 'Yumanet Demo', id: 'yumanet_demo', chainType: 'Development', parameters: DEMO },
  test: { name: 'Yumanet Test', id: 'yumanet_test', chainType: 'Live', parameters: ARTICLES },
  main: { name: 'Yumanet', id: 'yumanet', chainType: 'Live', parameters: ARTICLES },
} as const satisfies Record<Network, Partial<ChainSpec>>;

/** The chain spec of a named network. `main` is like the real one: no known account holds anything. */
export function presetSpec(network: Network): ChainSpec {
  const dev = network !== 'main';
  return {
    version: 1,
    ...NAMES[network],
    properties: PROPERTIES,
    startTimeMs: START_TIME_MS,
    devAccounts: dev,
    genesis: {
      balances: {
        balances: dev ? DEV_ACCOUNTS.map(({ address }) => [address, ENDOWMENT_RAO]) : [],
      },
      ...(dev ? { sudo: { key: ALICE } } : {}),
      aura: { authorities: [ALICE] },
      grandpa: { authorities: [[ALICE_ED25519, 1]] },
    },
  };
}
