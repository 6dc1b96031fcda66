import { FakeClock } from '@yumanet/service-kit/testing';
import { axonError } from '@yumanet/subnet-kit/axon';
import { expect, it } from 'vitest';
import { AddressGuard, faultOf } from './address-guard.js';

const shut = (guard: AddressGuard, address: string, count = 1): number => {
  for (let faults = 1; faults < 1_000; faults += 1) if (guard.fault(address, count)) return faults;
  return Infinity;
};

it('an address is shut out after its faults, for as long as it is told', async () => {
  const clock = new FakeClock();
  const guard = new AddressGuard({ clock, blockMs: 5_000 });
  expect(shut(guard, '10.0.0.1')).toBe(33);
  expect([guard.isBlocked('10.0.0.1'), guard.isBlocked('10.0.0.2')]).toEqual([true, false]);
  await clock.advance(4_999);
  expect(guard.isBlocked('10.0.0.1')).toBe(true);
  await clock.advance(1);
  expect(guard.isBlocked('10.0.0.1')).toBe(false);
});

it('faults are forgiven with time', async () => {
  const clock = new FakeClock();
  const guard = new AddressGuard({ clock, blockMs: 5_000 });
  for (let i = 0; i < 200; i += 1) {
    expect(guard.fault('10.0.0.1', 1)).toBe(false);
    await clock.advance(500);
  }
});

it.each([
  ['2001:db8:0:1::1', '2001:db8:0:1:ffff::2', true],
  ['2001:db8:0:1::1', '2001:db8:0:2::1', false],
  ['::ffff:10.0.0.1', '10.0.0.1', true],
])('%s and %s are one network: %s', (one, other, same) => {
  const guard = new AddressGuard({ clock: new FakeClock(), blockMs: 5_000 });
  shut(guard, one);
  expect(guard.isBlocked(other)).toBe(same);
});

it('no more addresses are kept in mind than there is room for', () => {
  const guard = new AddressGuard({ clock: new FakeClock(), blockMs: 5_000 });
  shut(guard, '10.0.0.1');
  for (let i = 0; i < 10_000; i += 1) guard.fault(`11.${i >> 8}.${i & 255}.1`, 40);
  expect(guard.isBlocked('10.0.0.1')).toBe(false);
});

it('a refusal weighs what it costs', () => {
  expect(faultOf(axonError('BAD_SIGNATURE', 'x'))).toBe(1);
  expect(faultOf(axonError('NOT_AUTHORIZED', 'x'))).toBe(0.1);
  expect(faultOf(axonError('QUOTA_EXCEEDED', 'x'))).toBe(0);
  expect(faultOf(new Error('x'))).toBe(0);
});
