import { axonAddress } from '@yumanet/subnet-kit/axon';
import { describe, expect, it } from 'vitest';
import { axonIp } from './axon-ip.js';

describe('axonIp', () => {
  it.each([
    ['203.0.113.7', 0xcb007107n, 4, '203.0.113.7:8091'],
    ['127.0.0.1', 0xffff7f000001n, 6, '127.0.0.1:8091'],
    ['::ffff:127.0.0.1', 0xffff7f000001n, 6, '127.0.0.1:8091'],
    ['2001:db8::1', (0x20010db8n << 96n) | 1n, 6, '[2001:db8:0:0:0:0:0:1]:8091'],
    ['2001:0db8:0:0:0:0:0:1', (0x20010db8n << 96n) | 1n, 6, '[2001:db8:0:0:0:0:0:1]:8091'],
  ])('%s is what a dendrite reads as the same place', (host, ip, ipType, address) => {
    expect(axonIp(host)).toEqual({ ip, ipType });
    expect(axonAddress({ ...axonIp(host), port: 8091 })).toBe(address);
  });

  it.each(['0.0.0.0', '255.255.255.255', '::', '::1', 'localhost', '', '1.2.3'])('refuses %j', (host) => {
    expect(() => axonIp(host)).toThrow(expect.objectContaining({ code: 'AXON_NOT_ANNOUNCEABLE' }));
  });
});
