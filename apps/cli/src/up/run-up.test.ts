import type { Service } from '@yumanet/service-kit';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Output } from '../output.js';
import { NetworkFolder } from './network-folder.js';
import { NetworkParts } from './network-parts.js';
import { runUp } from './run-up.js';
import { KINDS } from './service-kinds.js';
import { defaultNetwork } from './topology/default-network.js';

let path: string;
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'yumanet-up-'));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(path, { recursive: true, force: true });
});

const output = { json: true, row: () => undefined } as unknown as Output;
const options = { split: false, epochs: 1, version: '0', terminal: undefined };

/** A promise, and what resolves it. */
function gate<T>() {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>((done) => (resolve = done));
  return { promise, resolve };
}

it('a part that still starts when the network ends by itself is told, and nothing is started any more', async () => {
  const [late, slow] = [gate<Service>(), gate<void>()];
  const running = {
    start: () => slow.promise,
    stop: vi.fn(),
    ready: vi.fn(),
    lifecycle: { stopped: slow.promise },
  };
  const unstarted = { start: vi.fn(), stop: vi.fn() };
  vi.spyOn(KINDS.emission, 'create').mockRejectedValue(new Error('no room'));
  // Three start at a time: one fails, one is under way, one is being made.
  const made = vi
    .spyOn(KINDS.validator, 'create')
    .mockResolvedValueOnce(running as unknown as Service)
    .mockReturnValue(late.promise);
  let heard: AbortSignal | undefined;
  // Below the services, nothing is of interest here: neither bus nor chain is there.
  vi.spyOn(NetworkParts.prototype, 'startBelow').mockImplementation(async function (
    this: NetworkParts,
    signal,
  ) {
    heard = signal;
    return this.startServices([1, 2], {}, signal);
  });
  const folder = NetworkFolder.open(path, false);
  const { signal } = new AbortController();
  await expect(runUp(defaultNetwork(), folder, options, output, signal)).rejects.toThrow('no room');
  folder.release();
  expect(heard!.aborted).toBe(true);
  expect(running.stop).toHaveBeenCalledOnce();
  late.resolve(unstarted as unknown as Service);
  slow.resolve();
  await new Promise((resolve) => setImmediate(resolve));
  expect(unstarted.start).not.toHaveBeenCalled();
  expect(made).toHaveBeenCalledTimes(2);
});
