import { permissionsOf, type BusRole } from './permissions.js';

/** A service that may connect: by its role's name and a password, or by an nkey, of which the server knows the public half only. */
export type BusUser =
  { readonly role: BusRole; readonly password: string } | { readonly role: BusRole; readonly nkey: string };

export interface NatsServerConfig {
  readonly name: string;
  readonly host: string;
  /** -1 picks a free one. */
  readonly port: number;
  /** HTTP with /healthz, loopback only; -1 picks a free one. */
  readonly monitorPort: number;
  readonly storeDir: string;
  /** Bytes of one message. NATS's own default is 1 MiB. */
  readonly maxPayloadBytes?: number;
  /** Bytes on disk for all streams together. */
  readonly maxStoreBytes?: number;
  /** Paths; clients must show a certificate of this authority. */
  readonly tls?: { readonly caFile: string; readonly certFile: string; readonly keyFile: string };
  /** None: everybody may do everything, for tests and one machine. */
  readonly users?: readonly BusUser[];
  readonly cluster?: {
    readonly name: string;
    readonly port: number;
    readonly routes: readonly string[];
    /** `host:port` at which the other servers are told to reach this one, where that is not where it listens. */
    readonly advertise?: string;
    /** Clients are not told of the other servers: they have their own list. */
    readonly noAdvertise?: boolean;
  };
}

/** nats-server's configuration file; JSON is a subset of its format, so every value is quoted safely. */
export function renderServerConfig(config: NatsServerConfig): string {
  const { tls, users, cluster, host } = config;
  return JSON.stringify(
    {
      server_name: config.name,
      listen: `${host}:${config.port}`,
      http: `127.0.0.1:${config.monitorPort}`,
      max_payload: config.maxPayloadBytes ?? 1024 * 1024,
      // A client that stopped reading is cut off before its backlog hurts the others.
      write_deadline: '10s',
      ping_interval: '20s',
      ping_max: 2,
      jetstream: {
        store_dir: config.storeDir,
        ...(config.maxStoreBytes === undefined ? {} : { max_file_store: config.maxStoreBytes }),
      },
      ...(tls ? { tls: tlsOf(tls) } : {}),
      ...(users ? accountsOf(users) : {}),
      ...(cluster
        ? {
            cluster: {
              name: cluster.name,
              listen: `${host}:${cluster.port}`,
              routes: cluster.routes,
              // Whoever may join may read everything.
              ...(tls ? { tls: tlsOf(tls) } : {}),
              ...(cluster.advertise === undefined ? {} : { advertise: cluster.advertise }),
              ...(cluster.noAdvertise === true ? { no_advertise: true } : {}),
            },
          }
        : {}),
    },
    undefined,
    2,
  );
}

/** The account that everything of a network happens in. */
const ACCOUNT = 'YUMANET';

/** The part of the configuration that says who may do what; other accounts of the server see nothing of it. */
export function accountsOf(users: readonly BusUser[]) {
  return {
    accounts: {
      [ACCOUNT]: {
        jetstream: 'enabled',
        users: users.map((user) =>
          'nkey' in user
            ? { nkey: user.nkey, permissions: permissionsOf(user.role, user.nkey) }
            : { user: user.role.name, password: user.password, permissions: permissionsOf(user.role) },
        ),
      },
    },
  };
}

const tlsOf = ({ caFile, certFile, keyFile }: NonNullable<NatsServerConfig['tls']>) => ({
  ca_file: caFile,
  cert_file: certFile,
  key_file: keyFile,
  verify: true,
  timeout: 5,
});
