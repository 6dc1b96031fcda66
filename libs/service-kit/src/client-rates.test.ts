import { describe, expect, it } from 'vitest';
import { ClientRates, networkOfAddress } from './client-rates.js';
import { FakeClock } from './testing/fake-clock.js';

describe('ClientRates', () => {
  it('gives each client its own rate, and two seconds of it at once', async () => {
    const clock = new FakeClock();
    const rates = new ClientRates({ clock, rate: 2 });
    expect(Array.from({ length: 5 }, () => rates.take('a'))).toEqual([0, 0, 0, 0, 500]);
    expect(rates.take('b')).toBe(0);
    await clock.advance(500);
    expect([rates.take('a'), rates.take('a')]).toEqual([0, 500]);
  });

  it('keeps a bounded number of clients in mind, those that asked last', () => {
    const rates = new ClientRates({ clock: new FakeClock(), rate: 0.5 });
    expect([rates.take('kept'), rates.take('kept')]).toEqual([0, 2_000]);
    for (let i = 0; i < 20_000; i++) {
      rates.take(`client ${i}`);
      if (i % 5_000 === 0) expect(rates.take('kept')).toBe(2_000);
    }
    expect(rates.size).toBe(10_000);
  });
});

describe('networkOfAddress', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8::5', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
  ])('%s is counted as %s', (address, network) => expect(networkOfAddress(address)).toBe(network));
});
