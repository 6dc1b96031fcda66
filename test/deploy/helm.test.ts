/** deploy/helm: values that fit their schema and the services, templates that use only what the values have. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type AnySchema, type ValidateFunction } from 'ajv';
import { beforeAll, describe, expect, it } from 'vitest';
import { DEPLOY, textOf, yamlOf, type Deployed } from '../support/deployment.js';
import { readImage } from '../support/dockerfile.js';
import { printConfig, settingsOf, variablesOf } from '../support/service-settings.js';

interface Workload {
  readonly image: string;
  readonly ports: Readonly<Record<string, number>>;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, { readonly name: string; readonly key: string }>>;
}
type Instance = Partial<Workload> & {
  readonly service: Deployed;
  readonly enabled: boolean;
  readonly replicas: number;
  readonly settings: Readonly<Record<string, unknown>>;
};
interface Values {
  readonly services: Readonly<Record<Deployed, Workload>>;
  readonly instances: Readonly<Record<string, Instance>>;
}

const CHART = join(DEPLOY, 'helm', 'yumanet');
const values = yamlOf<Values>('deploy', 'helm', 'yumanet', 'values.yaml');

/** snakecase | upper, as the template `yumanet.variable` does it. */
const variable = (service: string, key: string) =>
  `YUMANET_${service}_${key.replace(/([a-z0-9])([A-Z])/g, '$1_$2')}`.toUpperCase();
/** What a release called yumanet has in the place of templates, and a pod of itself. */
const filledIn = (text: string) =>
  text.replaceAll('{{ .Release.Name }}', 'yumanet').replaceAll('$(POD_IP)', '10.0.0.7');
/** As the template `yumanet.settings` does it. */
const asVariables = (service: string, settings: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(settings).map(([key, value]) => [variable(service, key), filledIn(String(value))]),
  );

describe('values.yaml', () => {
  const schema = JSON.parse(textOf('deploy', 'helm', 'yumanet', 'values.schema.json')) as AnySchema;
  let fits: ValidateFunction;
  beforeAll(() => {
    fits = new Ajv({ strict: false, allErrors: true }).compile(schema);
  });
  /** What the schema says of the values with one change in them. */
  const errorsWith = (change: (copy: Record<string, Record<string, Record<string, unknown>>>) => void) => {
    const copy = structuredClone(values) as never;
    change(copy);
    fits(copy);
    return (fits.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };

  it('fits the schema that Helm checks it by', () => {
    expect(errorsWith(() => undefined)).toEqual([]);
  });

  it.each([
    ['a setting that the service does not have', { natsServers: ['nats://nats:4222'] }],
    ['a value of another kind', { statusPort: '9090' }],
    ['a word that is none of the choices', { network: 'mainnet' }],
    ['a secret where everybody reads it', { natsPassword: 'x' }],
  ])('the schema refuses %s', (_, settings) => {
    const errors = errorsWith((copy) =>
      Object.assign(copy['instances']!['chain']!['settings'] as object, settings),
    );
    expect(errors.join('\n')).toMatch(/\/instances\/chain/);
  });

  it.each(Object.entries(values.instances))('%s: what its pod is given, the service takes', (_, instance) => {
    const { service } = instance;
    const shared = values.services[service];
    const settings = { ...shared.settings, ...instance.settings };
    const own = Object.entries({ ...shared.env, ...instance.env }).map(([key, value]) => [
      key,
      filledIn(value),
    ]);
    const env = { ...asVariables(service, settings), ...Object.fromEntries(own) } as Record<string, string>;
    const byKey = new Map(settingsOf(service).map((setting) => [setting.key, setting]));
    for (const key of Object.keys(instance.secrets ?? {})) expect(byKey.get(key)?.secret, key).toBe(true);
    expect(Object.keys(env).filter((variable) => !variablesOf(service).has(variable))).toEqual([]);
    const config = printConfig(service, { ...readImage(service).env, ...env });
    for (const [key, value] of Object.entries(settings))
      // One address may stand for a list of them.
      expect([config[key]].flat(), key).toEqual([JSON.parse(filledIn(JSON.stringify(value)))].flat());
  });

  it('the variables that templates make of a name are the services’ own', () => {
    for (const service of ['chain', 'emission', 'validator', 'miner', 'explorer'] as const)
      for (const { key, env } of settingsOf(service)) expect(variable(service, key)).toBe(env);
    const set = [
      ...textOf('deploy', 'helm', 'yumanet', 'templates', 'statefulset.yaml').matchAll(/YUMANET_CHAIN_\w+/g),
    ];
    expect(set.length).toBeGreaterThan(0);
    for (const [name] of set) expect(variablesOf('chain')).toContain(name);
  });

  it('ports are those of the images', () => {
    for (const [service, { ports, image }] of Object.entries(values.services)) {
      expect(image).toBe(`yumanet/${service}`);
      expect(Object.values(ports).sort()).toEqual([...readImage(service).ports].sort());
    }
  });
});

describe('the chart', () => {
  it('has the version of the packages', () => {
    const chart = yamlOf<Record<string, unknown>>('deploy', 'helm', 'yumanet', 'Chart.yaml');
    const { version } = JSON.parse(textOf('package.json')) as { version: string };
    expect(chart).toMatchObject({ apiVersion: 'v2', name: 'yumanet', version, appVersion: version });
  });

  it('templates read only values that values.yaml has', () => {
    const templates = readdirSync(join(CHART, 'templates'));
    const paths = templates.flatMap((file) =>
      [...textOf('deploy', 'helm', 'yumanet', 'templates', file).matchAll(/\.Values((?:\.\w+)+)/g)].map(
        (match) => match[1]!.slice(1).split('.'),
      ),
    );
    expect(paths.length).toBeGreaterThan(5);
    for (const path of paths) {
      let at: unknown = values;
      for (const name of path) {
        expect(at, path.join('.')).toHaveProperty(name);
        at = (at as Record<string, unknown>)[name];
      }
    }
  });

  const helm = process.env['HELM'] ?? 'helm';
  const version = spawnSync(helm, ['version', '--short'], { encoding: 'utf8' });
  // Helm comes with no registry that tests may ask; `deploy/render-helm.sh` is for whoever has it.
  it.skipIf(version.status !== 0)('renders (needs helm on PATH, or HELM)', () => {
    const rendered = spawnSync('bash', [join(DEPLOY, 'render-helm.sh')], {
      encoding: 'utf8',
      env: { ...process.env, HELM: helm },
    });
    expect(rendered.status, rendered.stderr).toBe(0);
    expect(rendered.stdout).toContain('kind: StatefulSet');
  });
});
