import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { busSettings, grpcSettings, observabilitySettings, tlsSettings } from './config/common-settings.js';
import { loadConfig } from './config/load-config.js';
import { standardParts } from './standard-parts.js';
import { tlsFromConfig } from './tls/tls-from-config.js';
import type { StatusServer } from './status-server.js';

const schema = z.object({ ...observabilitySettings, ...tlsSettings, ...grpcSettings, ...busSettings });
const subject = { service: 'chain', command: 'yumanet-chain', version: '1', summary: 'x', schema };

function config(env: Record<string, string> = {}) {
  const loaded = loadConfig(subject, { argv: [], env });
  if (loaded.kind !== 'run') throw new Error('expected settings');
  return loaded.config;
}

describe('common settings', () => {
  it('have defaults that start on one machine, all described', () => {
    expect(config()).toMatchObject({
      logLevel: 'info',
      grpcHost: '127.0.0.1',
      natsServers: ['nats://127.0.0.1:4222'],
    });
    const help = loadConfig(subject, { argv: ['--help'], env: {} });
    expect(help.kind === 'print' && help.text).toContain('env YUMANET_CHAIN_NATS_SERVERS');
  });

  it('take lists from the environment', () => {
    expect(config({ YUMANET_CHAIN_NATS_SERVERS: 'nats://a,nats://b' }).natsServers).toEqual([
      'nats://a',
      'nats://b',
    ]);
  });
});

describe('standardParts', () => {
  it('serves metrics, health and the ids of traces', async () => {
    const parts = await standardParts(
      { name: 'chain', version: '1' },
      config({ YUMANET_CHAIN_LOG_LEVEL: 'silent' }),
    );
    for (const component of parts.components) await component.start?.(new AbortController().signal);
    const status = parts.components.at(-1) as StatusServer;
    const text = await (await fetch(`http://127.0.0.1:${status.port}/metrics`)).text();
    expect(text).toContain('service="chain"');
    for (const component of parts.components) await component.stop?.(new AbortController().signal);
  });
});

describe('tlsFromConfig', () => {
  it('wants all three files or none', () => {
    expect(tlsFromConfig(config(), 0)).toBeUndefined();
    expect(() => tlsFromConfig(config({ YUMANET_CHAIN_TLS_CA_FILE: 'ca.pem' }), 0)).toThrow(/got "1 of 3"/);
  });
});
