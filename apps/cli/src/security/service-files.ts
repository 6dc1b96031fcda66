import { isIP } from 'node:net';
import { validFor, type Authority } from '@yumanet/service-kit/security';
import type { SecurityFolder, SecurityState } from './bundle.js';
import { KINDS, kindOf, type KindName } from './kinds.js';

/** Kind of a name that the state has. */
export const kindIn = (name: string): KindName => kindOf(name) as KindName;

/** Gives a service a new certificate: its name and kind stand in it, and where it is reached. */
export function putCertificate(
  folder: SecurityFolder,
  authority: Authority,
  name: string,
  { names, days, now }: { readonly names: readonly string[]; readonly days: number; readonly now: number },
): void {
  const kind = kindIn(name);
  const here = KINDS[kind].byAddress && names.length === 0 ? ['localhost', '127.0.0.1'] : [];
  const identity = authority.issue({
    commonName: name,
    names: [...new Set([name, kind, ...here, ...names])],
    ...validFor(days, now),
  });
  folder.put(name, 'ca.pem', identity.ca);
  folder.put(name, 'cert.pem', identity.cert);
  folder.put(name, 'key.pem', identity.key);
}

/** The variables with which a service uses what its folder holds. */
export function envOf(folder: SecurityFolder, state: SecurityState, name: string): string {
  const kind = kindIn(name);
  const { env, bus, asks, serves, https } = KINDS[kind];
  if (env === undefined) return '';
  const at = (file: string) => `${state.mount ?? folder.of(name)}/${file}`;
  const lines: [string, string][] = [];
  if (kind !== 'gateway')
    lines.push(
      ['TLS_CA_FILE', at('ca.pem')],
      ['TLS_CERT_FILE', at('cert.pem')],
      ['TLS_KEY_FILE', at('key.pem')],
    );
  if (https) lines.push([https[0], at('cert.pem')], [https[1], at('key.pem')]);
  if (serves) lines.push(['GRPC_CLIENTS', clientsOf(state, name).join(',')]);
  if (kind !== 'cli' && asks.includes('chain')) lines.push(['CHAIN_TLS_NAME', 'chain']);
  if (kind !== 'cli' && asks.includes('emission')) lines.push(['EMISSION_TLS_NAME', 'emission']);
  if (bus)
    lines.push(
      [kind === 'chain' ? 'NATS_URL' : 'NATS_SERVERS', state.natsUrls.join(',')],
      ['NATS_SEED_FILE', at('nats.seed')],
    );
  if (state.privateAxons && kind === 'miner') lines.push(['AXON_TLS', 'true']);
  if (state.privateAxons && kind === 'validator') lines.push(['AXON_TLS_NAME', 'miner']);
  return lines.map(([key, value]) => `${env}_${key}=${value}\n`).join('');
}

/** Whoever asks this kind, by name; where nobody does, the service itself: an empty list would let everybody in. */
function clientsOf({ services }: SecurityState, name: string): string[] {
  const clients = Object.keys(services).filter((each) => KINDS[kindIn(each)].asks.includes(kindIn(name)));
  return clients.length === 0 ? [name] : clients.sort();
}

/** Whether a name can stand in a certificate: a DNS name, perhaps with a star in front, or an address. */
export function isReachName(text: string): boolean {
  if (isIP(text) !== 0) return true;
  return (
    text.length <= 253 &&
    /^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i.test(text)
  );
}
