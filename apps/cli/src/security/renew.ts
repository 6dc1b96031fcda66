import { CliError } from '../cli-error.js';
import type { Output } from '../output.js';
import { SecurityFolder, type SecurityState } from './bundle.js';
import { certificatesIn } from './certificates.js';
import { nkeyOf } from './init.js';
import { putNatsFiles } from './nats-files.js';
import { putCertificate } from './service-files.js';

export interface RenewOptions {
  readonly out: string;
  /** Days: what ends sooner is renewed. */
  readonly within: number;
  /** Only these; undefined: all. */
  readonly services: readonly string[] | undefined;
  /** Keys on the bus are replaced too. */
  readonly nkeys: boolean;
  readonly days: number;
  readonly password: string | undefined;
  readonly now: number;
}

/**
 * `security renew`: a new certificate, with a new key, for each service whose one ends soon; with `nkeys` a new key on the bus
 * besides. A service uses them when it is started again, nats-server when it reloads.
 *
 * @throws CliError BAD_INPUT
 */
export function renewSecurity(output: Output, options: RenewOptions): void {
  const folder = new SecurityFolder(options.out);
  const state = folder.find();
  const chosen = new Set(options.services ?? Object.keys(state.services));
  for (const name of chosen)
    if (!Object.hasOwn(state.services, name))
      throw new CliError(
        'BAD_INPUT',
        `services: expected ${Object.keys(state.services).join(', ')}, got "${name}"`,
      );
  const due = certificatesIn(folder, state, options.now)
    .filter(({ name, daysLeft }) => chosen.has(name) && daysLeft < options.within)
    .map(({ name }) => name);
  if (due.length > 0) {
    const authority = folder.authority(options.password);
    for (const name of due)
      putCertificate(folder, authority, name, { ...options, names: state.services[name]?.names ?? [] });
  }
  const keyed = options.nkeys ? renewNkeys(folder, state, chosen) : [];
  const said = `certificates renewed: ${due.join(', ') || 'none'}; keys on the bus: ${keyed.join(', ') || 'none'}`;
  const then = due.length + keyed.length === 0 ? '' : '\nstart these services again, and reload nats-server';
  output.row({ renewed: due, nkeys: keyed }, `${said}${then}`);
}

function renewNkeys(folder: SecurityFolder, state: SecurityState, chosen: ReadonlySet<string>): string[] {
  const keyed = [...chosen].filter((name) => state.services[name]?.nkey !== undefined);
  const services = { ...state.services };
  for (const name of keyed)
    services[name] = { names: [], ...state.services[name], ...nkeyOf(folder, name, undefined) };
  const next = { ...state, services };
  putNatsFiles(folder, next);
  folder.write(next);
  return keyed;
}
