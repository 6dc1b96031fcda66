import { isSubjectToken } from '@yumanet/proto/subjects';
import { createNkey } from '@yumanet/service-kit/nats';
import { Authority, validFor } from '@yumanet/service-kit/security';
import { CliError } from '../cli-error.js';
import type { Output } from '../output.js';
import { SecurityFolder, type SecurityState } from './bundle.js';
import { KINDS, kindOf } from './kinds.js';
import { putNatsFiles } from './nats-files.js';
import { envOf, isReachName, kindIn, putCertificate } from './service-files.js';

export interface InitOptions {
  readonly out: string;
  readonly services: readonly string[];
  /** Of a service, where it is reached. */
  readonly names: ReadonlyMap<string, readonly string[]>;
  readonly network: string;
  readonly natsUrls: readonly string[];
  readonly mount: string | undefined;
  readonly privateAxons: boolean;
  readonly days: number;
  readonly caDays: number;
  /** Of the authority's key; undefined: it is kept in the clear. */
  readonly password: string | undefined;
  readonly now: number;
}

/**
 * `security init`: an authority, a certificate and a key on the bus for each service, the configuration of nats-server, and the
 * variables of each service. In a folder that is one already, what is missing is added and nothing that is there is replaced, but
 * certificates whose names are given anew.
 *
 * @throws CliError BAD_INPUT
 */
export function initSecurity(output: Output, options: InitOptions): void {
  checkOptions(options);
  const folder = new SecurityFolder(options.out);
  const before = folder.read();
  if (before !== undefined && before.network !== options.network)
    throw new CliError(
      'BAD_INPUT',
      `network: expected ${before.network}, as in ${folder.path}, got ${options.network}`,
    );
  const authority = before ? folder.authority(options.password) : newAuthority(folder, options);
  const services: Record<string, SecurityState['services'][string]> = { ...before?.services };
  for (const name of new Set(['nats', ...options.services])) {
    // One server called `nats`, unless others are named.
    if (name === 'nats' && hasOwnServers(options.services, before)) continue;
    const known = before?.services[name];
    const names = options.names.get(name) ?? known?.names ?? [];
    if (known === undefined || options.names.has(name))
      putCertificate(folder, authority, name, { ...options, names });
    services[name] = { names: [...names], ...nkeyOf(folder, name, known?.nkey) };
  }
  const { network, natsUrls, mount, privateAxons } = options;
  const state: SecurityState = {
    ...{ format: 1, network, natsUrls: [...natsUrls], privateAxons, services },
    ...(mount === undefined ? {} : { mount }),
  };
  putNatsFiles(folder, state);
  for (const name of Object.keys(services)) putEnv(folder, state, name);
  // Last: without it the next run begins anew.
  folder.write(state);
  tell(output, folder, state, options.password === undefined);
}

/** Writes the variables of a service, if it has any. */
export function putEnv(folder: SecurityFolder, state: SecurityState, name: string): void {
  const env = envOf(folder, state, name);
  if (env !== '') folder.put(name, 'service.env', env);
}

/** A new key on the bus where there is none; the seed goes to the service's folder only. */
export function nkeyOf(folder: SecurityFolder, name: string, known: string | undefined): { nkey?: string } {
  if (!KINDS[kindIn(name)].bus) return {};
  if (known !== undefined) return { nkey: known };
  const { nkey, seed } = createNkey();
  folder.put(name, 'nats.seed', `${seed}\n`);
  return { nkey };
}

const hasOwnServers = (services: readonly string[], before: SecurityState | undefined): boolean =>
  [...services, ...Object.keys(before?.services ?? {})].some(
    (name) => name !== 'nats' && kindOf(name) === 'nats',
  );

function newAuthority(folder: SecurityFolder, { network, caDays, now, password }: InitOptions): Authority {
  const authority = Authority.create(`Yumanet ${network}`, validFor(caDays, now));
  folder.putAuthority(authority, password);
  return authority;
}

function checkOptions({ services, names, network, natsUrls, mount }: InitOptions): void {
  const bad = (what: string): never => {
    throw new CliError('BAD_INPUT', what);
  };
  const kinds = Object.keys(KINDS).join(', ');
  for (const name of services)
    if (kindOf(name) === undefined)
      bad(`services: expected a kind (${kinds}), perhaps with "-" and a word behind, got "${name}"`);
  for (const [name, given] of names) {
    if (name !== 'nats' && !services.includes(name))
      bad(`names: expected one of the services, got "${name}"`);
    for (const each of given)
      if (!isReachName(each)) bad(`names: expected DNS names and IP addresses, got "${each}"`);
  }
  if (!isSubjectToken(network))
    bad(`network: expected lower-case letters, digits or dashes, got "${network}"`);
  for (const url of natsUrls)
    if (!/^tls:\/\/[^\s/,@]+$/.test(url) || !URL.canParse(url))
      bad(`nats-url: expected tls://host:port, got "${url}"`);
  if (mount !== undefined && !/^\/[^\s=]*$/.test(mount))
    bad(`mount: expected an absolute path, got "${mount}"`);
}

function tell(output: Output, folder: SecurityFolder, state: SecurityState, isClear: boolean): void {
  const services = Object.keys(state.services);
  output.row(
    { dir: folder.path, network: state.network, services, caKeyEncrypted: !isClear },
    [
      `${folder.path}: an authority, and a folder for each of ${services.join(', ')}`,
      'each with certificate, key and, where it has variables, service.env; who is on the bus also has nats.seed',
      `the authority’s key is needed for new certificates only: keep ${folder.of('ca')}/ca.key elsewhere${isClear ? ' (it is not encrypted: YUMANET_CA_PASSWORD)' : ''}`,
    ].join('\n'),
  );
}
