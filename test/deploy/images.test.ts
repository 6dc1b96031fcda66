/** deploy/images: each Dockerfile is sound, and its image is one that nobody needs to be root for. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { validate, ValidationSeverity } from 'dockerfile-utils';
import { describe, expect, it } from 'vitest';
import { DEPLOY, isDeployed, textOf } from '../support/deployment.js';
import { parseDockerfile, readImage } from '../support/dockerfile.js';
import { printConfig, variablesOf } from '../support/service-settings.js';

const NAMES = readdirSync(join(DEPLOY, 'images')).map((file) => file.replace(/\.Dockerfile$/, ''));
/** A whole version, so that a build next year is the same: 22.20.0-bookworm-slim, or a digest. */
const PINNED = /^[\w./-]+(:\d+\.\d+\.\d+[\w.-]*|@sha256:[0-9a-f]{64})$/;
/** What a service must be given and no image can know. */
const REQUIRED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  validator: { YUMANET_VALIDATOR_NETUID: '1' },
  miner: { YUMANET_MINER_NETUID: '1' },
};

it('has an image for every service and for the command', () => {
  expect(NAMES.sort()).toEqual(['chain', 'cli', 'emission', 'explorer', 'miner', 'validator']);
});

describe.each(NAMES)('%s.Dockerfile', (name) => {
  const image = readImage(name);

  it('has no fault that a linter finds', () => {
    const text = textOf('deploy', 'images', `${name}.Dockerfile`);
    const found = validate(text, {
      deprecatedMaintainer: ValidationSeverity.ERROR,
      directiveCasing: ValidationSeverity.ERROR,
      emptyContinuationLine: ValidationSeverity.ERROR,
      instructionCasing: ValidationSeverity.ERROR,
      instructionCmdMultiple: ValidationSeverity.ERROR,
      instructionEntrypointMultiple: ValidationSeverity.ERROR,
      instructionHealthcheckMultiple: ValidationSeverity.ERROR,
      instructionJSONInSingleQuotes: ValidationSeverity.ERROR,
      instructionWorkdirRelative: ValidationSeverity.ERROR,
    });
    expect(found.map(({ message, range }) => ({ line: range.start.line + 1, message }))).toEqual([]);
  });

  it('builds in one stage and runs in another, upon pinned bases', () => {
    expect(image.bases.length).toBeGreaterThan(1);
    for (const base of image.bases) expect(base).toMatch(PINNED);
    expect(image.keywords.filter((keyword) => ['ADD', 'ONBUILD', 'SHELL', 'CMD'].includes(keyword))).toEqual(
      [],
    );
    // What runs is the package of that service, and nothing else of the build.
    const copies = parseDockerfile(name).getCOPYs().slice(1);
    expect(copies.map((copy) => copy.getArgumentsContent())).toEqual(['/opt/yumanet /opt/yumanet']);
    expect(textOf('deploy', 'images', `${name}.Dockerfile`)).toContain(
      `package-service.mjs ${name} --out /opt/yumanet`,
    );
  });

  it('needs no root, and is stopped as the service stops', () => {
    expect(image.user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
    expect(image.stopSignal).toBe('SIGTERM');
    // Written only where a volume is: the root may be read-only.
    expect(image.volumes).toEqual(['cli', 'explorer'].includes(name) ? [] : ['/data']);
  });

  if (isDeployed(name))
    it('sets what the service knows, serves what it exposes, and asks for its health there', () => {
      const settings = Object.fromEntries(
        Object.entries(image.env).filter(([variable]) => variable.startsWith('YUMANET_')),
      );
      expect(Object.keys(settings).filter((variable) => !variablesOf(name).has(variable))).toEqual([]);
      const config = printConfig(name, { ...settings, ...REQUIRED[name] });
      const ports = Object.entries(config).filter(([key]) => /^(port|\w+Port)$/.test(key));
      const served = ports.map(([, port]) => port).filter((port) => port !== undefined && port !== null);
      // What has no fixed port in the image listens nowhere (the gateway) or on the service's own default (the chain's gRPC).
      const defaults = name === 'chain' ? [9945] : name === 'validator' ? [8080] : [];
      expect([...image.ports].sort()).toEqual([...served, ...defaults].sort());
      const hosts = Object.entries(config).filter(([key]) => /^(host|\w+Host)$/.test(key));
      for (const [, host] of hosts) expect(host).toBe('0.0.0.0');
      expect(image.health?.join(' ')).toContain(`http://127.0.0.1:${String(config['statusPort'])}/healthz`);
    });
});
