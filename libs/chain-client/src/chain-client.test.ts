import { FakeClock } from '@yumanet/service-kit/testing';
import { expect, it } from 'vitest';
import { ChainClient } from './chain-client.js';
import type { ChainSource } from './source.js';

it('stopped while it starts, it begins nothing that would keep the process alive', async () => {
  const clock = new FakeClock();
  let connect!: () => void;
  const asked: string[] = [];
  const source = {
    start: () => new Promise<void>((resolve) => (connect = resolve)),
    stop: () => Promise.resolve(),
    onState: () => () => undefined,
    runtime: () => {
      asked.push('runtime');
      return Promise.reject(new Error('no chain here'));
    },
  } as unknown as ChainSource;
  const client = new ChainClient({ endpoints: [], source, clock });
  const started = client.start();
  await client.stop();
  connect();
  await started;
  expect(asked).toEqual([]);
  expect(clock.waiting).toBe(0);
  await expect(client.runtime()).rejects.toMatchObject({ code: 'NOT_CONNECTED' });
});
