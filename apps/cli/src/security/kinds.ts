/** What a kind of service needs to be known by, and to know others by. */
export interface Kind {
  /** How its variables begin; undefined: it has none. */
  readonly env?: string;
  /** Whose role it has on the bus. */
  readonly bus?: true;
  /** Kinds whose gRPC it asks. */
  readonly asks: readonly KindName[];
  /** It serves gRPC: who asks it is told to it by name. */
  readonly serves?: true;
  /** Clients reach it by its address: its certificate is for this machine too, where no other names are given. */
  readonly byAddress?: true;
  /** Variables with the certificate and key of its HTTP server. */
  readonly https?: readonly [cert: string, key: string];
}

export type KindName = 'chain' | 'emission' | 'validator' | 'miner' | 'explorer' | 'gateway' | 'cli' | 'nats';

const HTTPS = ['HTTP_TLS_CERT_FILE', 'HTTP_TLS_KEY_FILE'] as const;

/** One line each. */
export const KINDS: Readonly<Record<KindName, Kind>> = {
  nats: { asks: [], byAddress: true },
  chain: { env: 'YUMANET_CHAIN', bus: true, serves: true, asks: [] },
  emission: {
    env: 'YUMANET_EMISSION',
    bus: true,
    serves: true,
    asks: ['chain'],
    byAddress: true,
    https: HTTPS,
  },
  validator: { env: 'YUMANET_VALIDATOR', bus: true, serves: true, asks: ['chain', 'emission'] },
  miner: { env: 'YUMANET_MINER', serves: true, asks: ['chain'] },
  explorer: {
    env: 'YUMANET_EXPLORER',
    asks: ['chain', 'emission'],
    byAddress: true,
    https: HTTPS,
  },
  // A part of the validator; its certificate is shown to strangers, so that it is one of its own.
  gateway: {
    env: 'YUMANET_VALIDATOR',
    asks: [],
    byAddress: true,
    https: ['GATEWAY_TLS_CERT_FILE', 'GATEWAY_TLS_KEY_FILE'],
  },
  cli: { env: 'YUMANET', asks: ['chain', 'emission', 'validator', 'miner'] },
};

/** `validator-alice` is a validator. @returns undefined for a name that says no kind. */
export function kindOf(name: string): KindName | undefined {
  const [first = ''] = name.split('-');
  const isName = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) && name.length <= 63;
  return isName && Object.hasOwn(KINDS, first) ? (first as KindName) : undefined;
}
