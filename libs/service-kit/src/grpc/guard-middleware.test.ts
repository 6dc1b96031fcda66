import { expect, it } from 'vitest';
import { BEST, DEADLINE, dial, serve } from '../../test/grpc-harness.js';
import { TestAuthority } from '../testing/certificates.js';
import { FakeClock } from '../testing/fake-clock.js';
import { rateMiddleware } from './guard-middleware.js';
import type { ServerCall } from './server-call.js';

it('a client gets so many calls a second, and is told when to come again', async () => {
  const clock = new FakeClock();
  const server = await serve({}, { middleware: [rateMiddleware(1, clock)] });
  const client = dial(server);
  await client.getBlock(BEST, DEADLINE);
  await client.getBlock(BEST, DEADLINE);
  await expect(client.getBlock(BEST, DEADLINE)).rejects.toMatchObject({
    code: 'RATE_LIMITED',
    status: 'RESOURCE_EXHAUSTED',
    data: { rate: 1, retryMs: 1_000 },
  });
  await clock.advance(1_000);
  await client.getBlock(BEST, DEADLINE);
});

it('a setting of the server does it, and a certificate counts and not the address', async () => {
  const authority = new TestAuthority();
  const server = await serve({}, { tls: authority.issue({ commonName: 'chain' }), clientRate: 1 });
  const as = (commonName: string) => dial(server, { tls: authority.issue({ commonName }) });
  const [one, other] = [as('validator'), as('miner')];
  const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => one.getBlock(BEST, DEADLINE)));
  expect(outcomes.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(0);
  await other.getBlock(BEST, DEADLINE);
});

it.each([
  ['192.0.2.1:1', '192.0.2.1:2', true],
  ['192.0.2.1:1', '192.0.2.2:1', false],
  ['2001:db8:1:2::1:9', '2001:db8:1:2:3::1:9', true],
])('%s and %s are one client: %s', async (first, second, same) => {
  const guard = rateMiddleware(0.5, new FakeClock());
  const ask = (peer: string) =>
    guard({ peer, identity: undefined } as unknown as ServerCall, () => Promise.resolve());
  await ask(first);
  await (same ? expect(ask(second)).rejects.toMatchObject({ code: 'RATE_LIMITED' }) : ask(second));
});
