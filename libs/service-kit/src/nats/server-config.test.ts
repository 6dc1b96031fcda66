import { describe, expect, it } from 'vitest';
import { permissionsOf, rolesOf } from './permissions.js';
import { renderServerConfig } from './server-config.js';

const base = { name: 'n1', host: '127.0.0.1', port: -1, monitorPort: -1, storeDir: '/data' };

describe('renderServerConfig', () => {
  it('is JSON, which nats-server reads, with only what was asked for', () => {
    const config = JSON.parse(renderServerConfig(base)) as Record<string, unknown>;
    expect(config).toMatchObject({
      server_name: 'n1',
      listen: '127.0.0.1:-1',
      jetstream: { store_dir: '/data' },
    });
    expect(config).not.toHaveProperty('tls');
    expect(config).not.toHaveProperty('accounts');
  });

  it('demands certificates, names users, joins a cluster', () => {
    const [chain] = rolesOf('local');
    if (!chain) throw new Error('no role');
    const config = JSON.parse(
      renderServerConfig({
        ...base,
        tls: { caFile: 'ca', certFile: 'c', keyFile: 'k' },
        users: [
          { role: chain, password: 'a "quoted" one' },
          { role: chain, nkey: 'UABC' },
        ],
        cluster: { name: 'c', port: 6222, routes: ['nats://127.0.0.1:6223'] },
      }),
    ) as unknown;
    expect(config).toMatchObject({
      tls: { verify: true, ca_file: 'ca' },
      accounts: {
        YUMANET: {
          jetstream: 'enabled',
          users: [
            { user: 'chain', password: 'a "quoted" one' },
            { nkey: 'UABC', permissions: { subscribe: { allow: ['_INBOX_UABC.>'] } } },
          ],
        },
      },
      cluster: { listen: '127.0.0.1:6222', routes: ['nats://127.0.0.1:6223'], tls: { verify: true } },
    });
  });
});

describe('permissions', () => {
  const roles = rolesOf('local');

  it('only the chain may publish blocks or change their stream', () => {
    for (const role of roles) {
      const { allow } = permissionsOf(role).publish;
      const mayPublish = allow.includes('yumanet.local.chain.block.finalized');
      const mayPurge = allow.includes('$JS.API.STREAM.PURGE.yumanet-local-chain');
      expect([role.name, mayPublish, mayPurge]).toEqual([
        role.name,
        role.name === 'chain',
        role.name === 'chain',
      ]);
    }
  });

  it('nobody gets a wildcard over everything, each listens only to its own inbox', () => {
    for (const role of roles) {
      const { publish, subscribe } = permissionsOf(role);
      expect(
        publish.allow.filter((subject) => ['>', '$JS.>', '$JS.API.>', 'yumanet.>'].includes(subject)),
      ).toEqual([]);
      expect(subscribe.allow).toEqual([`_INBOX_${role.name}.>`]);
    }
  });
});
