import { DEV_ACCOUNTS } from './dev-accounts.js';
import type { ChainSpec } from './schema.js';

export const NETWORKS = ['local', 'test', 'main'] as const;
export type Network = (typeof NETWORKS)[number];

/** 1,000,000 TAO, as upstream endows its local accounts. */
const ENDOWMENT_RAO = '1000000000000000';
/** 2024-06-01T00:00:00Z. */
const START_TIME_MS = 1_717_200_000_000;
const PROPERTIES = { ss58Format: 42, tokenDecimals: 9, tokenSymbol: 'TAO' };

const ALICE = DEV_ACCOUNTS[0]!.address;
/** //Alice's ed25519 account: Grandpa's list of authorities names such keys. */
const ALICE_ED25519 = '5FA9nQDVg267DEd8m1ZypXLBnvN7SFxYwV7ndqSYGiN9TTpu';

/** The chain spec of a named network. `main` is like the real one: no known account holds anything. */
export function presetSpec(network: Network): ChainSpec {
  const dev = network !== 'main';
  return {
    version: 1,
    name: { local: 'Yumanet Local', test: 'Yumanet Test', main: 'Yumanet' }[network],
    id: { local: 'yumanet_local', test: 'yumanet_test', main: 'yumanet' }[network],
    chainType: network === 'local' ? 'Development' : 'Live',
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
