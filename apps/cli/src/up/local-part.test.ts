import type { Service } from '@yumanet/service-kit';
import { expect, it, vi } from 'vitest';
import { LocalPart } from './local-part.js';

it('a service that is made after its network has ended is not started: nobody would stop it', async () => {
  const network = new AbortController();
  const service = { start: vi.fn(), stop: vi.fn() };
  let made!: (made: Service) => void;
  const part = new LocalPart('judge', () => new Promise((resolve) => (made = resolve)));
  const starting = part.start(network.signal);
  await part.stop();
  network.abort(new Error('over'));
  made(service as unknown as Service);
  await expect(starting).rejects.toThrow('over');
  expect(service.start).not.toHaveBeenCalled();
});
