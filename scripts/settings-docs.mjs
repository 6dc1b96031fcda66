// Writes what is said about settings outside of the code, from the services' own `--help --json`: `node scripts/settings-docs.mjs`, after a
// build. The table of each service's README, and the schema that Helm checks values by.
//   --check   writes nothing; exit status 1 when a file is not what the settings say
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const SERVICES = {
  chain: 'services/chain',
  emission: 'services/emission',
  validator: 'services/validator',
  miner: 'services/miner',
  explorer: 'apps/explorer',
};

/** The settings of a service, as its command describes them. */
function settingsOf(service) {
  const bin = join(root, SERVICES[service], 'bin', `yumanet-${service}.js`);
  return JSON.parse(execFileSync(process.execPath, [bin, '--help', '--json'], { encoding: 'utf8' })).settings;
}

const row = (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;

function settingsTable(settings) {
  const rows = settings.map(({ env, envAlias, required, secret, defaultText, description, choices }) => {
    const names = [env, ...(envAlias === undefined ? [] : [envAlias]), ...(secret ? [`${env}_FILE`] : [])];
    const given = required ? 'required' : defaultText === undefined ? '' : `\`${defaultText || '""'}\``;
    const words = choices === undefined ? '' : ` One of ${choices.map((word) => `\`${word}\``).join(', ')}.`;
    return row([names.map((name) => `\`${name}\``).join(', '), given, description + words]);
  });
  return [row(['variable', 'default', 'what it does']), row(['---', '---', '---']), ...rows].join('\n');
}

/** The README of a service, its table between two marks written anew. */
async function readmeOf(service, settings) {
  const file = join(root, SERVICES[service], 'README.md');
  const marks = /(<!-- settings: [^>]*-->\n)[\s\S]*?(<!-- end of settings -->)/;
  const text = readFileSync(file, 'utf8');
  if (!marks.test(text)) throw new Error(`${file}: expected the marks of the table of settings, got none`);
  const written = text.replace(marks, (_, begin, end) => `${begin}\n${settingsTable(settings)}\n\n${end}`);
  return [file, await format(written, { ...(await resolveConfig(file)), parser: 'markdown' })];
}

/** JSON types of a setting in a file; text may hold {{ .Release.Name }}. */
const TYPES = {
  string: { type: 'string' },
  number: { type: 'number' },
  boolean: { type: 'boolean' },
  // Helm's numbers are floating point: rao are text.
  bigint: { type: 'string', pattern: '^\\d+$' },
  list: { type: 'array', items: { type: ['string', 'number'] } },
  json: { type: 'object' },
};

const settingsSchema = (settings) => ({
  type: 'object',
  additionalProperties: false,
  properties: Object.fromEntries(
    settings
      // A secret has no place in a ConfigMap.
      .filter(({ secret }) => !secret)
      .map(({ key, kind, description, choices }) => [
        key,
        { ...TYPES[kind], description, ...(choices === undefined ? {} : { enum: choices }) },
      ]),
  ),
});

const strings = { type: 'object', additionalProperties: { type: 'string' } };
const secretKey = {
  type: 'object',
  required: ['name', 'key'],
  additionalProperties: false,
  properties: { name: { type: 'string', minLength: 1 }, key: { type: 'string', minLength: 1 } },
};
const port = { type: 'integer', minimum: 1, maximum: 65_535 };
const ofService = (service, settings) => {
  const secrets = settings.filter(({ secret }) => secret).map(({ key }) => key);
  return {
    settings: { $ref: `#/$defs/${service}` },
    secrets: {
      type: 'object',
      additionalProperties: false,
      properties: Object.fromEntries(secrets.map((key) => [key, secretKey])),
    },
  };
};
const WORKLOAD = {
  image: { type: 'string', minLength: 1 },
  ports: { type: 'object', additionalProperties: port },
  public: { type: 'array', items: { type: 'string' } },
  storage: {
    type: 'object',
    additionalProperties: false,
    properties: { size: { type: 'string' }, className: { type: 'string' } },
  },
  resources: { type: 'object' },
  env: strings,
};

function valuesSchema(all) {
  const services = Object.keys(all);
  const own = (service) => ({ ...WORKLOAD, ...ofService(service, all[service]) });
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $comment: 'Written by scripts/settings-docs.mjs from the services’ settings; a test compares.',
    type: 'object',
    additionalProperties: false,
    required: ['image', 'services', 'instances'],
    properties: {
      // What Helm itself adds.
      global: { type: 'object' },
      image: {
        type: 'object',
        additionalProperties: false,
        properties: {
          registry: { type: 'string' },
          tag: { type: 'string' },
          pullPolicy: { enum: ['Always', 'IfNotPresent', 'Never'] },
          pullSecrets: { type: 'array', items: { type: 'string' } },
        },
      },
      serviceAccount: {
        type: 'object',
        additionalProperties: false,
        properties: { name: { type: 'string' } },
      },
      services: {
        type: 'object',
        additionalProperties: false,
        required: services,
        properties: Object.fromEntries(
          services.map((service) => [
            service,
            {
              type: 'object',
              additionalProperties: false,
              required: ['image', 'ports', 'settings'],
              properties: own(service),
            },
          ]),
        ),
      },
      instances: {
        type: 'object',
        propertyNames: { pattern: '^[a-z]([a-z0-9-]{0,30}[a-z0-9])?$' },
        additionalProperties: {
          type: 'object',
          required: ['service', 'enabled', 'replicas', 'settings'],
          properties: { service: { enum: services } },
          allOf: services.map((service) => ({
            if: { properties: { service: { const: service } } },
            then: {
              additionalProperties: false,
              properties: {
                service: true,
                enabled: { type: 'boolean' },
                replicas: { type: 'integer', minimum: 0, maximum: 100 },
                tls: { type: 'string', description: 'Secret with tls.crt, tls.key and ca.crt: mTLS.' },
                ...own(service),
              },
            },
          })),
        },
      },
      networkPolicy: {
        type: 'object',
        additionalProperties: false,
        properties: { enabled: { type: 'boolean' }, monitoring: strings },
      },
      monitoring: {
        type: 'object',
        additionalProperties: false,
        properties: { podMonitor: { type: 'boolean' } },
      },
    },
    $defs: Object.fromEntries(services.map((service) => [service, settingsSchema(all[service])])),
  };
}

const all = Object.fromEntries(Object.keys(SERVICES).map((service) => [service, settingsOf(service)]));
const schemaFile = join(root, 'deploy', 'helm', 'yumanet', 'values.schema.json');
const schemaText = await format(JSON.stringify(valuesSchema(all)), {
  ...(await resolveConfig(schemaFile)),
  parser: 'json',
});
const files = [
  [schemaFile, schemaText],
  ...(await Promise.all(Object.keys(SERVICES).map((service) => readmeOf(service, all[service])))),
];
for (const [file, wanted] of files) {
  if (!process.argv.includes('--check')) writeFileSync(file, wanted);
  else if (!existsSync(file) || readFileSync(file, 'utf8') !== wanted) {
    process.stderr.write(`${file}: expected what the settings say; run node scripts/settings-docs.mjs\n`);
    process.exitCode = 1;
  }
}
