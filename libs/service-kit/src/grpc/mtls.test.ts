import { Client, credentials } from '@grpc/grpc-js';
import { ChainServiceService } from '@yumanet/proto/chain/v1';
import { describe, expect, it } from 'vitest';
import { BEST, cleanups, dial, serve, type Chain } from '../../test/grpc-harness.js';
import { TestAuthority } from '../testing/certificates.js';
import type { GrpcClientOptions } from './client.js';
import { GrpcServer } from './server.js';

describe('mTLS', () => {
  const authority = new TestAuthority();
  const DAY = 86_400_000;
  const tls = authority.issue({ commonName: 'chain' });
  const call = async (options: Partial<GrpcClientOptions<Chain>>) => {
    let identity: string | undefined;
    const server = await serve(
      {
        getBlock: (_request, seen) => {
          identity = seen.identity;
          return Promise.resolve({ block: undefined });
        },
      },
      { tls },
    );
    await dial(server, options).getBlock(BEST, { deadlineMs: 3_000 });
    return identity;
  };

  it('lets a certificate of the authority in and tells its name', async () => {
    expect(await call({ tls: authority.issue({ commonName: 'validator' }) })).toBe('validator');
  });

  it('lets only those in that are named, where any are', async () => {
    const named = async (commonName: string) => {
      const server = await serve({}, { tls, clients: ['validator', 'explorer'] });
      const client = dial(server, { tls: authority.issue({ commonName }) });
      return client.getBlock(BEST, { deadlineMs: 3_000 });
    };
    expect(await named('explorer')).toEqual({ block: undefined });
    await expect(named('miner')).rejects.toMatchObject({
      code: 'PERMISSION_DENIED',
      data: { identity: 'miner' },
    });
    expect(() => new GrpcServer({ host: '127.0.0.1', port: 0, clients: ['validator'] })).toThrow(
      /gRPC clients by name: expected TLS settings beside them/,
    );
  });

  it('refuses a server that shows another service’s certificate', async () => {
    const server = await serve({}, { tls: authority.issue({ commonName: 'miner', dnsNames: ['miner'] }) });
    const ask = (serverName: string) =>
      dial(server, { tls, serverName }).getBlock(BEST, { deadlineMs: 3_000 });
    await expect(ask('chain')).rejects.toMatchObject({ status: 'UNAVAILABLE' });
    expect(await ask('miner')).toEqual({ block: undefined });
  });

  it('refuses no encryption at all', async () => {
    await expect(call({})).rejects.toMatchObject({ status: 'UNAVAILABLE' });
  });

  it('refuses no certificate', async () => {
    const server = await serve({}, { tls });
    const client = new Client(`localhost:${server.port}`, credentials.createSsl(authority.ca));
    cleanups.push(() => client.close());
    const same = (bytes: Buffer) => bytes;
    const outcome = new Promise((resolve) => {
      const path = ChainServiceService.getBlock.path;
      client.makeUnaryRequest(
        path,
        same,
        same,
        Buffer.alloc(0),
        { deadline: Date.now() + 3_000 } as never,
        (error: unknown) => resolve(error),
      );
    });
    expect(await outcome).toMatchObject({ code: 14 });
  });

  it('refuses a certificate of another authority, on either side', async () => {
    const stranger = new TestAuthority('stranger').issue({ commonName: 'validator' });
    await expect(call({ tls: { ...stranger, ca: authority.ca } })).rejects.toMatchObject({
      status: 'UNAVAILABLE',
    });
    const distrusting = {
      ...authority.issue({ commonName: 'validator' }),
      ca: new TestAuthority('stranger').ca,
    };
    await expect(call({ tls: distrusting })).rejects.toMatchObject({ status: 'UNAVAILABLE' });
  });

  it('refuses an expired certificate, and one not valid yet', async () => {
    const past = { notBefore: new Date(Date.now() - 3 * DAY), notAfter: new Date(Date.now() - DAY) };
    const future = { notBefore: new Date(Date.now() + DAY), notAfter: new Date(Date.now() + 3 * DAY) };
    for (const when of [past, future]) {
      const expired = authority.issue({ commonName: 'validator', ...when });
      await expect(call({ tls: expired })).rejects.toMatchObject({ status: 'UNAVAILABLE' });
    }
  });
});
