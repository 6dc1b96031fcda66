import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Progress } from './progress.js';

const terminal = () => {
  const written: string[] = [];
  const stream = {
    isTTY: true,
    write: (text: string) => written.push(text),
  } as unknown as NodeJS.WriteStream;
  return { written, stream };
};

describe('Progress', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
  afterEach(() => void vi.useRealTimers());

  it('is silent for the first second, then speaks at most once a second', () => {
    const { written, stream } = terminal();
    const progress = new Progress('work', stream);
    progress.update('early');
    vi.advanceTimersByTime(1500);
    progress.update('one');
    progress.update('too soon');
    vi.advanceTimersByTime(1000);
    progress.update('two');
    expect(written.map((text) => text.replace('\r\u001b[K', ''))).toEqual([
      'work: one (2 s)',
      'work: two (3 s)',
    ]);
  });

  it('announces at once, and clears the line only if it wrote one', () => {
    const { written, stream } = terminal();
    vi.advanceTimersByTime(5);
    const progress = new Progress('work', stream);
    progress.done();
    expect(written).toEqual([]);
    progress.announce('a long step');
    progress.done();
    expect(written).toHaveLength(2);
    expect(written[1]).toBe('\r\u001b[K');
  });

  it('never writes where it is not enabled', () => {
    const { written, stream } = terminal();
    const progress = new Progress('work', stream, false);
    vi.advanceTimersByTime(5000);
    progress.update('x');
    progress.announce('x');
    progress.done();
    expect(written).toEqual([]);
  });
});
