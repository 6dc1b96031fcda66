import { permissionsOf, type BusRole } from './permissions.js';

/** A person or service that may connect. */
export interface BusUser {
  readonly role: BusRole;
  readonly password: string;
}

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
  readonly cluster?: { readonly name: string; readonly port: number; readonly routes: readonly string[] };
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
      ...(tls
        ? {
            tls: {
              ca_file: tls.caFile,
              cert_file: tls.certFile,
              key_file: tls.keyFile,
              verify: true,
              timeout: 5,
            },
          }
        : {}),
      ...(users
        ? {
            authorization: {
              users: users.map(({ role, password }) => ({
                user: role.name,
                password,
                permissions: permissionsOf(role),
              })),
            },
          }
        : {}),
      ...(cluster
        ? { cluster: { name: cluster.name, listen: `${host}:${cluster.port}`, routes: cluster.routes } }
        : {}),
    },
    undefined,
    2,
  );
}
