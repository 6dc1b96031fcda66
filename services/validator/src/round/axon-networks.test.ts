import { axonAddress } from '@yumanet/subnet-kit/axon';
import { describe, expect, it } from 'vitest';
import { AxonNetworks } from './axon-networks.js';

const isAsked = (networks: readonly string[], address: string): boolean => {
  try {
    new AxonNetworks(networks).check(address);
    return true;
  } catch (error) {
    expect(error).toMatchObject({ code: 'AXON_FORBIDDEN' });
    return false;
  }
};

const PUBLIC = ['203.0.113.7:1', '8.8.8.8:80', '[2a00:1450:0:0:0:0:0:1]:1'];
const INSIDE = [
  '127.0.0.1:9945',
  '10.1.2.3:1',
  '172.31.0.1:1',
  '192.168.1.1:80',
  '100.64.0.1:1',
  '[0:0:0:0:0:0:0:1]:1',
  '[fd12:0:0:0:0:0:0:1]:1',
];
const NOBODYS = [
  '169.254.169.254:80',
  '100.100.100.200:80',
  '168.63.129.16:80',
  '192.0.0.192:80',
  '0.0.0.0:1',
  '224.0.0.1:1',
  '255.255.255.255:1',
  '[fe80:0:0:0:0:0:0:1]:1',
  '[fd00:ec2:0:0:0:0:0:254]:80',
  '[ff02:0:0:0:0:0:0:1]:1',
  '[0:0:0:0:0:0:0:0]:1',
  // IPv4 of the inside, dressed as IPv6: mapped, NAT64, 6to4, Teredo, and the old form.
  '[64:ff9b:0:0:0:0:a9fe:a9fe]:80',
  '[2002:a9fe:a9fe:0:0:0:0:1]:80',
  '[2001:0:a9fe:a9fe:0:0:0:1]:80',
  '[0:0:0:0:0:0:a9fe:a9fe]:80',
  'localhost:80',
  'metadata.google.internal:80',
  '0x7f000001:80',
  '',
];

describe('AxonNetworks', () => {
  it('has public addresses asked, and nothing inside, unless it is allowed', () => {
    for (const address of PUBLIC) expect([address, isAsked([], address)]).toEqual([address, true]);
    for (const address of INSIDE) {
      expect([address, isAsked([], address)]).toEqual([address, false]);
      expect([address, isAsked(['private'], address)]).toEqual([address, true]);
    }
  });

  it('never has metadata services, link-local and other addresses of nobody asked', () => {
    for (const address of NOBODYS) expect([address, isAsked(['private'], address)]).toEqual([address, false]);
  });

  it('sees through IPv4 that is announced as IPv6', () => {
    const ip = (0xffffn << 32n) | 0xa9fe_a9fen;
    const address = axonAddress({ ip, ipType: 6, port: 80 });
    expect(address).toBe('169.254.169.254:80');
    expect(isAsked(['private'], address ?? '')).toBe(false);
  });

  it('lets an operator name networks, before every other rule', () => {
    expect(isAsked(['10.1.0.0/16'], '10.1.2.3:1')).toBe(true);
    expect(isAsked(['10.1.0.0/16'], '10.2.2.3:1')).toBe(false);
    expect(isAsked(['169.254.10.0/24'], '169.254.10.1:1')).toBe(true);
    expect(isAsked(['fe80::/10'], '[fe80:0:0:0:0:0:0:1]:1')).toBe(true);
  });

  it.each(['10.1.0.0', '10.1.0.0/33', 'fe80::/129', 'all', '10.1.0.0/16/2', '10.1.0.0/-1', ''])(
    'refuses %j as a network',
    (text) => {
      expect(() => new AxonNetworks([text])).toThrow(
        expect.objectContaining({ code: 'INVALID_ARGUMENT' }) as Error,
      );
    },
  );
});
