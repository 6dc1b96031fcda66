import { sleep } from '@yumanet/service-kit';
import { FakeClock } from '@yumanet/service-kit/testing';
import { expect, it } from 'vitest';
import type { Facts, ProcessPart } from './part.js';
import { RevivedPart } from './revived-part.js';

/** A process that a test ends, or freezes. */
class Life implements ProcessPart {
  readonly name = 'chain-1';
  readonly failed: Promise<string>;
  end!: (reason: string) => void;
  frozen = false;
  killed = false;

  constructor(
    readonly pid: number,
    private readonly starts: boolean,
    readonly patience: number,
  ) {
    this.failed = new Promise((resolve) => (this.end = resolve));
  }

  start(): Promise<Facts> {
    return this.starts ? Promise.resolve({ pid: this.pid }) : Promise.reject(new Error('port in use'));
  }
  stop(): Promise<void> {
    return Promise.resolve();
  }
  kill(): void {
    this.killed = true;
  }
  /** What is frozen takes a connection, and never answers. */
  alive(signal: AbortSignal): Promise<void> {
    if (!this.frozen) return Promise.resolve();
    return new Promise((_, reject) => {
      signal.addEventListener('abort', () => reject(new Error('no answer')), { once: true });
    });
  }
}

function revived(starts: (life: number) => boolean = () => true, patience = 4) {
  const clock = new FakeClock();
  const lives: Life[] = [];
  const said: string[] = [];
  const make = (): Life => {
    lives.push(new Life(lives.length + 1, starts(lives.length + 1), patience));
    return lives.at(-1)!;
  };
  const part = new RevivedPart({
    make,
    clock,
    onEnded: (reason) => said.push(`ended: ${reason}`),
    onBack: ({ pid }) => said.push(`back as ${String(pid)}`),
  });
  return { clock, lives, said, part };
}

it('what ends is started again; what does not start is tried again', async () => {
  const { clock, lives, said, part } = revived((life) => life !== 2);
  await part.start(new AbortController().signal);
  lives[0]!.end('exit by SIGKILL');
  await clock.advance(2_000);
  expect(said).toEqual(['ended: exit by SIGKILL', 'ended: it did not start again: port in use', 'back as 3']);
  await part.stop();
});

it('what gives no sign of life for 8 s is ended and started again; one look alone is no proof', async () => {
  const { clock, lives, said, part } = revived();
  await part.start(new AbortController().signal);
  lives[0]!.frozen = true;
  await clock.advance(6_000);
  lives[0]!.frozen = false;
  await clock.advance(3_000);
  expect(said).toEqual([]);
  lives[0]!.frozen = true;
  await clock.advance(9_000);
  expect(said).toEqual(['ended: no sign of life', 'back as 2']);
  expect(lives[0]!.killed).toBe(true);
  await part.stop();
});

it('a look that this process itself was too late for says nothing', async () => {
  const { clock, lives, said, part } = revived();
  await part.start(new AbortController().signal);
  // As where this process had no time: the look ends a second after its deadline.
  lives[0]!.alive = () => sleep(clock, 2_500).then(() => Promise.reject(new Error('late')));
  await clock.advance(20_000);
  expect(said).toEqual([]);
  lives[0]!.alive = () => Promise.reject(new Error('refused'));
  await clock.advance(9_000);
  expect(said).toEqual(['ended: no sign of life', 'back as 2']);
  await part.stop();
});

it('a part may have less patience', async () => {
  const { clock, lives, said, part } = revived(() => true, 2);
  await part.start(new AbortController().signal);
  lives[0]!.frozen = true;
  await clock.advance(2_500);
  expect(said).toEqual([]);
  await clock.advance(2_500);
  expect(said).toEqual(['ended: no sign of life', 'back as 2']);
  await part.stop();
});

it('what is told to stop is not started again, and what did not start the first time says so', async () => {
  const { clock, lives, said, part } = revived();
  await part.start(new AbortController().signal);
  await part.stop();
  lives[0]!.end('exit by status 0');
  await clock.advance(10_000);
  expect([said, lives.length]).toEqual([[], 1]);
  const broken = revived(() => false);
  await expect(broken.part.start(new AbortController().signal)).rejects.toThrow('port in use');
});
