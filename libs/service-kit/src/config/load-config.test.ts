import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ServiceError } from '../errors.js';
import { loadConfig, type ConfigSources } from './load-config.js';
import type { Problem } from './problem.js';

const schema = z.object({
  port: z
    .number()
    .int()
    .min(0)
    .max(65535)
    .default(9944)
    .meta({ description: 'Port of JSON-RPC.', example: '9945' }),
  dev: z.boolean().default(false).meta({ description: 'Development chain.' }),
  supplyRao: z.bigint().default(0n).meta({ description: 'Supply in rao.' }),
  peers: z.array(z.string()).default([]).meta({ description: 'Other nodes.' }),
  natsUrl: z.string().default('nats://127.0.0.1:4222').meta({ description: 'Bus.' }),
  password: z.string().min(3).optional().meta({ description: 'Keystore password.', secret: true }),
});
const subject = {
  service: 'chain',
  command: 'yumanet-chain',
  version: '1.2.3',
  summary: 'The node.',
  schema,
};

function load(sources: Partial<ConfigSources> = {}, files: Record<string, string> = {}) {
  const readFile = (path: string) => {
    const text = files[path];
    if (text === undefined) throw new Error('ENOENT');
    return text;
  };
  return loadConfig(subject, { argv: [], env: {}, readFile, ...sources });
}

function run(sources?: Partial<ConfigSources>, files?: Record<string, string>) {
  const loaded = load(sources, files);
  if (loaded.kind !== 'run') throw new Error('expected settings');
  return loaded;
}

function problemsOf(sources: Partial<ConfigSources>, files?: Record<string, string>): Problem[] {
  try {
    load(sources, files);
  } catch (error) {
    expect(error).toMatchObject({ code: 'SETTINGS_INVALID' });
    return JSON.parse(String((error as ServiceError).data['problems'])) as Problem[];
  }
  throw new Error('expected a refusal');
}

describe('loadConfig', () => {
  it('takes no secret from the command line, where every process can read it', () => {
    const [problem] = problemsOf({ argv: ['--password', 'hunter2'] });
    expect(problem).toMatchObject({ code: 'SECRET_EXPOSED', setting: '--password' });
    expect(problem?.message).toContain('YUMANET_CHAIN_PASSWORD_FILE');
    expect(JSON.stringify(problem)).not.toContain('hunter2');
    // A development key is no secret, and a URL without a password has none.
    for (const text of ['//Alice//hot', 'postgres://ledger@127.0.0.1/ledger'])
      expect(run({ argv: ['--password', text] }).config.password).toBe(text);
    expect(problemsOf({ argv: ['--password', 'postgres://a:b@c/d'] })[0]?.code).toBe('SECRET_EXPOSED');
  });

  it('takes no secret from a file that is everybody’s to read', () => {
    const exposedMode = (path: string) => (path.startsWith('open') ? '644' : undefined);
    const env = (path: string) => ({ env: { YUMANET_CHAIN_PASSWORD_FILE: path }, exposedMode });
    const files = { open: 'hunter2', own: 'hunter2', 'open.json': '{"password":"hunter2"}' };
    expect(run(env('own'), files).config.password).toBe('hunter2');
    expect(problemsOf(env('open'), files)).toEqual([
      expect.objectContaining({ code: 'FILE_EXPOSED', setting: 'YUMANET_CHAIN_PASSWORD_FILE' }),
    ]);
    const config = { argv: ['--config', 'open.json'], exposedMode };
    expect(problemsOf(config, files)[0]).toMatchObject({ code: 'FILE_EXPOSED', setting: 'password' });
    expect(run(config, { 'open.json': '{"port":1}' }).config.port).toBe(1);
  });

  it('touches no prototype, whatever names a settings file has', () => {
    const text = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"port":1}';
    const problems = problemsOf({ argv: ['--config', 'c.json'] }, { 'c.json': text });
    expect(problems.map(({ setting }) => setting)).toEqual(['__proto__', 'constructor']);
    expect({}).not.toHaveProperty('polluted');
    expect(problemsOf({ argv: ['--__proto__', 'x'] })[0]?.code).toBe('UNKNOWN_SETTING');
  });

  it('never repeats a word that may be a secret behind a flag spelt wrong', () => {
    const phrase = 'bottom drive obey lake curtain smoke basket hold race lonely fit walk';
    const seed = 'e5be9a5092b81bca64be81d212e7f2f9eba183bb7a90954f7b76361f6edb5c0a';
    for (const secret of [phrase, seed]) {
      const problems = problemsOf({ argv: ['--passwort', secret] });
      expect(problems.map(({ code }) => code)).toContain('UNEXPECTED_ARGUMENT');
      expect(JSON.stringify(problems)).not.toContain(secret);
    }
    expect(JSON.stringify(problemsOf({ argv: ['word'] }))).toContain('word');
  });

  it('takes the flag before the variable before the file before the default', () => {
    const files = { 'c.json': '{"port":1,"dev":true,"supplyRao":"18446744073709551615"}' };
    const env = { YUMANET_CHAIN_PORT: '2', YUMANET_CHAIN_PEERS: 'a,b' };
    const { config, sources } = run({ argv: ['--config', 'c.json', '--port=3'], env }, files);
    expect(config).toEqual({
      port: 3,
      dev: true,
      supplyRao: 18446744073709551615n,
      peers: ['a', 'b'],
      natsUrl: 'nats://127.0.0.1:4222',
    });
    expect(sources).toMatchObject({ port: 'flag', dev: 'file', peers: 'env', natsUrl: 'default' });
  });

  it('reads every form of a flag', () => {
    const argv = ['--port', '0', '--dev', '--peers', 'a', '--peers', 'b,c'];
    expect(run({ argv }).config).toMatchObject({ port: 0, dev: true, peers: ['a', 'b', 'c'] });
    expect(run({ argv: ['--no-dev'], env: { YUMANET_CHAIN_DEV: 'true' } }).config.dev).toBe(false);
    expect(run({ argv: ['--dev=false'] }).config.dev).toBe(false);
  });

  it('reports every problem at once, each with a code and under its source’s name', () => {
    const problems = problemsOf(
      {
        argv: ['--prot', '1', 'word', '--config', 'c.json', '--peers', '--dev', '--nats-url'],
        env: { YUMANET_CHAIN_PORT: '70000' },
      },
      { 'c.json': '{"dev":"yes","bogus":1}' },
    );
    expect(problems.map(({ code, setting }) => [code, setting])).toEqual([
      ['UNKNOWN_SETTING', '--prot'],
      ['UNEXPECTED_ARGUMENT', '1'],
      ['UNEXPECTED_ARGUMENT', 'word'],
      ['MISSING_VALUE', '--peers'],
      ['MISSING_VALUE', '--nats-url'],
      ['UNKNOWN_SETTING', 'bogus'],
      ['INVALID_VALUE', 'YUMANET_CHAIN_PORT'],
      ['INVALID_VALUE', 'dev'],
    ]);
  });

  it('says what is wrong in one message, or as JSON', () => {
    expect(() => load({ argv: ['--port', 'x'] })).toThrow(
      /yumanet-chain: 1 problem with the settings\n {2}--port: .*got "x"/,
    );
    expect(() => load({ argv: ['--port', 'x', '--json'] })).toThrow(/"command": "yumanet-chain"/);
  });

  it('names files that are missing or no JSON object', () => {
    expect(problemsOf({ argv: ['--config', 'none.json'] })[0]).toMatchObject({ code: 'FILE_UNREADABLE' });
    for (const text of ['{', '[]', 'null']) {
      expect(problemsOf({ argv: ['--config', 'c.json'] }, { 'c.json': text })[0]?.code).toBe(
        'FILE_MALFORMED',
      );
    }
  });

  it('never shows a secret: not in problems, not in settings, not in URLs', () => {
    const env = { YUMANET_CHAIN_PASSWORD: 'hunter2', YUMANET_CHAIN_NATS_URL: 'nats://bob:hunter2@host' };
    expect(JSON.stringify(run({ env }).printable)).not.toContain('hunter2');
    expect(run({ env }).config.password).toBe('hunter2');
    expect(JSON.stringify(problemsOf({ env: { YUMANET_CHAIN_PASSWORD: 'h2' } }))).not.toContain('h2');
    const printed = load({ env, argv: ['--print-config'] });
    expect(printed).toMatchObject({ kind: 'print' });
    expect(JSON.stringify(printed)).not.toContain('hunter2');
  });

  it('reads a secret from the file a variable names', () => {
    const env = { YUMANET_CHAIN_PASSWORD_FILE: '/run/secret' };
    expect(run({ env }, { '/run/secret': 'hunter2\n' }).config.password).toBe('hunter2');
    expect(problemsOf({ env })[0]).toMatchObject({
      code: 'FILE_UNREADABLE',
      setting: 'YUMANET_CHAIN_PASSWORD_FILE',
    });
  });

  it('warns about unknown variables, but not about those Kubernetes sets', () => {
    const env = {
      YUMANET_CHAIN_PROT: '1',
      YUMANET_CHAIN_SERVICE_HOST: '10.0.0.1',
      YUMANET_CHAIN_PORT_9944_TCP: 'tcp://x',
    };
    expect(run({ env }).warnings).toEqual([
      'YUMANET_CHAIN_PROT: expected a known setting (see --help); ignored',
    ]);
  });

  it('--help shows description, default, variable and example; --json the same for programs', () => {
    const help = load({ argv: ['--help'] });
    if (help.kind !== 'print') throw new Error('expected a text');
    expect(help.text).toContain(
      '  --port <number>\n      Port of JSON-RPC.\n      [default 9944; env YUMANET_CHAIN_PORT; example 9945]',
    );
    expect(help.text).toContain('YUMANET_CHAIN_PASSWORD_FILE');
    const json = load({ argv: ['-h', '--json'] });
    if (json.kind !== 'print') throw new Error('expected a text');
    expect((JSON.parse(json.text) as { settings: unknown[] }).settings).toHaveLength(6);
  });

  it('--version', () => {
    expect(load({ argv: ['--version'] })).toEqual({ kind: 'print', text: 'yumanet-chain 1.2.3\n' });
  });

  it('knows another name for a variable, and shows the examples and notes it is given', () => {
    const aliased = {
      ...schema.shape,
      bus: z.string().default('').meta({ description: 'Bus.', envAlias: 'BUS' }),
    };
    const own = {
      ...subject,
      schema: z.object(aliased),
      examples: ['yumanet-chain --dev'],
      notes: 'Exit status: 0',
    };
    const bus = (env: Record<string, string>): unknown => {
      const loaded = loadConfig(own, { argv: [], env });
      return loaded.kind === 'run' && loaded.config.bus;
    };
    expect([bus({ BUS: 'a' }), bus({ BUS: 'a', YUMANET_CHAIN_BUS: 'b' }), bus({})]).toEqual(['a', 'b', '']);
    const help = loadConfig(own, { argv: ['--help'], env: {} });
    const text = help.kind === 'print' ? help.text : '';
    for (const part of ['YUMANET_CHAIN_BUS or BUS', 'Examples:\n  yumanet-chain --dev\n', 'Exit status: 0'])
      expect(text).toContain(part);
  });
});
