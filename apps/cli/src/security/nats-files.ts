import { accountsOf, renderServerConfig, rolesOf, type BusUser } from '@yumanet/service-kit/nats';
import type { SecurityFolder, SecurityState } from './bundle.js';
import { KINDS } from './kinds.js';
import { kindIn } from './service-files.js';

const DEFAULT_PORT = 4222;
const MONITOR_PORT = 8222;
const CLUSTER_PORT = 6222;

/**
 * Configuration of each nats-server: who may connect, and what each may publish and hear. `users.conf` is that part alone, for a
 * configuration of one's own to include. Neither holds a secret: of each service's key only the public half.
 */
export function putNatsFiles(folder: SecurityFolder, state: SecurityState): void {
  const users = usersOf(state);
  const servers = Object.keys(state.services).filter((name) => kindIn(name) === 'nats');
  const port = Number(new URL(state.natsUrls[0] ?? '').port || DEFAULT_PORT);
  for (const name of servers) {
    const at = (file: string) => `${state.mount ?? folder.of(name)}/${file}`;
    const isAlone = servers.length === 1;
    const config = renderServerConfig({
      name,
      host: state.mount === undefined && isAlone ? '127.0.0.1' : '0.0.0.0',
      port,
      monitorPort: port === DEFAULT_PORT ? MONITOR_PORT : -1,
      storeDir: at('jetstream'),
      tls: { caFile: at('ca.pem'), certFile: at('cert.pem'), keyFile: at('key.pem') },
      users,
      ...(isAlone
        ? {}
        : { cluster: { name: 'yumanet', port: CLUSTER_PORT, routes: routesOf(state, servers) } }),
    });
    folder.put(name, 'nats-server.conf', `${config}\n`);
    folder.put(name, 'users.conf', `accounts: ${JSON.stringify(accountsOf(users).accounts, undefined, 2)}\n`);
  }
}

const routesOf = ({ services }: SecurityState, servers: readonly string[]): string[] =>
  servers.map((name) => `tls://${services[name]?.names[0] ?? name}:${CLUSTER_PORT}`);

function usersOf({ network, services }: SecurityState): BusUser[] {
  const roles = new Map(rolesOf(network).map((role) => [role.name, role]));
  return Object.entries(services).flatMap(([name, { nkey }]) => {
    const kind = kindIn(name);
    const role = KINDS[kind].bus ? roles.get(kind) : undefined;
    return role === undefined || nkey === undefined ? [] : [{ role, nkey }];
  });
}
