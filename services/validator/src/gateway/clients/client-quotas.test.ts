import { FakeClock } from '@yumanet/service-kit/testing';
import { expect, it } from 'vitest';
import { ClientQuotas } from './client-quotas.js';

it('bounds what a client asks at once and a minute, each client for itself', async () => {
  const clock = new FakeClock();
  const quotas = new ClientQuotas({ clock, perMinute: 3, concurrent: 2 });
  const code = (client: string) => {
    try {
      quotas.begin(client)();
      return 'OK';
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  const ends = [quotas.begin('a'), quotas.begin('a')];
  expect(code('a')).toBe('CLIENT_BUSY');
  expect(code('b')).toBe('OK');
  for (const end of ends) end();
  for (const end of ends) end();
  expect(code('a')).toBe('OK');
  expect(code('a')).toBe('RATE_EXCEEDED');
  await clock.advance(20_000);
  expect(code('a')).toBe('OK');
});
