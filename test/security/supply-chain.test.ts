/** What is shipped, and what is known of it: `npm run sbom`, `npm run audit`. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { tempFolder } from '../support/chain-process.js';

const ROOT = join(import.meta.dirname, '..', '..');
const folder = tempFolder();
afterAll(() => folder.remove());

async function script(name: string, args: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [join(ROOT, 'scripts', name), ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
  });
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (out += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out };
}

it('every dependency is locked with its digest and has an allowed licence; the bill names each', async () => {
  const file = join(folder.path, 'sbom.json');
  const { code, out } = await script('sbom.mjs', ['--out', file, '--json']);
  const { shipped, problems } = JSON.parse(out) as { shipped: number; problems: string[] };
  expect([code, problems]).toEqual([0, []]);
  const bill = JSON.parse(readFileSync(file, 'utf8')) as {
    bomFormat: string;
    components: { name: string; version: string; licenses?: unknown[] }[];
  };
  expect(bill.bomFormat).toBe('CycloneDX');
  expect(bill.components.length).toBeGreaterThan(shipped / 2);
  const grpc = bill.components.find(({ name }) => name.includes('grpc-js'));
  expect(grpc?.licenses).toEqual([{ license: { id: 'Apache-2.0' } }]);
});

it('a dependency without a digest, from elsewhere or under another licence is a problem', async () => {
  const integrity = `sha512-${'A'.repeat(86)}==`;
  const entry = { version: '1.0.0', integrity, license: 'MIT' };
  const packages = {
    '': {},
    'node_modules/good': entry,
    'node_modules/either': { ...entry, license: '(BSD-3-Clause OR GPL-2.0)' },
    'node_modules/undigested': { ...entry, integrity: undefined },
    'node_modules/weak': { ...entry, integrity: 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=' },
    'node_modules/plain-http': { ...entry, resolved: 'http://example.org/x.tgz' },
    'node_modules/copyleft': { ...entry, license: 'AGPL-3.0' },
    'node_modules/both': { ...entry, license: 'MIT AND GPL-3.0' },
    'node_modules/unknown': { ...entry, license: undefined },
    'node_modules/dev-only': { ...entry, license: 'GPL-3.0', dev: true },
  };
  const lock = join(folder.path, 'lock.json');
  writeFileSync(lock, JSON.stringify({ packages }));
  const { code, out } = await script('sbom.mjs', ['--lock', lock, '--json']);
  const { problems } = JSON.parse(out) as { problems: string[] };
  expect(code).toBe(1);
  expect(problems.map((problem) => problem.split('@')[0])).toEqual([
    'undigested',
    'weak',
    'plain-http',
    'copyleft',
    'both',
    'unknown',
  ]);
});

it('a known vulnerability fails the audit; a registry that answers none is named, and fails nothing', async () => {
  let advisories: object | undefined;
  const registry = createServer((request, response) => {
    request.resume().on('end', () => {
      const json = { 'content-type': 'application/json' };
      const name = decodeURIComponent(request.url?.slice(1) ?? '');
      if (request.method === 'GET')
        response.writeHead(200, json).end(JSON.stringify({ name, 'dist-tags': {}, versions: {} }));
      else if (advisories === undefined) response.writeHead(405).end();
      else response.writeHead(200, json).end(JSON.stringify(advisories));
    });
  }).listen(0, '127.0.0.1');
  await once(registry, 'listening');
  // npm remembers what an advisory was about.
  const cache = { npm_config_cache: join(folder.path, 'npm') };
  const env = {
    ...cache,
    npm_config_registry: `http://127.0.0.1:${(registry.address() as AddressInfo).port}/`,
  };
  const audit = async () => {
    const { code, out } = await script('audit.mjs', ['--json'], env);
    return { code, ...(JSON.parse(out) as { status: string; why?: string; vulnerabilities: unknown[] }) };
  };
  try {
    expect(await audit()).toMatchObject({
      code: 0,
      status: 'no answer',
      why: expect.stringContaining('405') as string,
    });
    const url = 'https://github.com/advisories/GHSA-test';
    const advisory = {
      id: 1,
      url,
      title: 'A hole',
      severity: 'high',
      vulnerable_versions: '*',
      cwe: [],
      cvss: {},
    };
    advisories = { pino: [advisory] };
    const found = await audit();
    expect(found).toMatchObject({ code: 1, status: 'failed' });
    expect(found.vulnerabilities).toContainEqual(expect.objectContaining({ name: 'pino', severity: 'high' }));
    advisories = { pino: [{ ...advisory, id: 2, severity: 'low' }] };
    expect(await audit()).toMatchObject({ code: 0, status: 'passed' });
    advisories = {};
    expect(await audit()).toMatchObject({ code: 0, status: 'passed', vulnerabilities: [] });
  } finally {
    registry.close();
  }
});
