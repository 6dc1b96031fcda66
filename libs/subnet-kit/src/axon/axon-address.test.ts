import { expect, it } from 'vitest';
import { axonAddress } from './axon-address.js';

it.each([
  ['IPv4', { ip: 0x0102_0304n, ipType: 4, port: 8091 }, '1.2.3.4:8091'],
  ['IPv4 in IPv6', { ip: 0xffff_7f00_0001n, ipType: 6, port: 1 }, '127.0.0.1:1'],
  ['IPv6', { ip: (0x2001n << 112n) | 1n, ipType: 6, port: 2 }, '[2001:0:0:0:0:0:0:1]:2'],
  ['port 0', { ip: 1n, ipType: 4, port: 0 }, undefined],
  ['an unknown type', { ip: 1n, ipType: 5, port: 1 }, undefined],
  ['128 bits as IPv4', { ip: 1n << 32n, ipType: 4, port: 1 }, undefined],
])('the address of an axon: %s', (_what, place, expected) => {
  expect(axonAddress(place)).toBe(expected);
});
