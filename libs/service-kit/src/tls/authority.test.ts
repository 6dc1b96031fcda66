import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Authority, validFor } from './authority.js';

const NOW = Date.UTC(2026, 10, 29);
const authority = Authority.create('Yumanet', validFor(3_650, NOW));

describe('Authority', () => {
  it('issues certificates that it has signed, for the names given and nothing else', () => {
    const identity = authority.issue({
      commonName: 'chain',
      names: ['chain', 'chain.example', '203.0.113.7', '2001:db8::7'],
      ...validFor(30, NOW),
    });
    const [certificate, ca] = [new X509Certificate(identity.cert), new X509Certificate(identity.ca)];
    expect(certificate.verify(ca.publicKey)).toBe(true);
    expect(certificate.checkIssued(ca)).toBe(true);
    expect([certificate.ca, ca.ca]).toEqual([false, true]);
    expect(certificate.subject).toBe('CN=chain');
    for (const name of ['chain', 'chain.example']) expect(certificate.checkHost(name)).toBe(name);
    for (const ip of ['203.0.113.7', '2001:db8::7']) expect(certificate.checkIP(ip)).toBe(ip);
    expect(certificate.checkHost('localhost')).toBeUndefined();
    expect(Date.parse(certificate.validTo)).toBe(NOW + 30 * 86_400_000);
  });

  it('gives every certificate a serial number of its own', () => {
    const serial = () => {
      const { cert } = authority.issue({ commonName: 'x', names: ['x'], ...validFor(1, NOW) });
      return new X509Certificate(cert).serialNumber;
    };
    expect(serial()).not.toBe(serial());
  });

  it('is read again from its files, with the right key only', () => {
    const [ca, key] = [authority.ca.toString(), authority.key.toString()];
    const again = Authority.load(ca, key).issue({ commonName: 'x', names: ['x'], ...validFor(1, NOW) });
    expect(new X509Certificate(again.cert).verify(new X509Certificate(ca).publicKey)).toBe(true);
    const other = Authority.create('other', validFor(1, NOW)).key.toString();
    const leaf = authority.issue({ commonName: 'x', names: ['x'], ...validFor(1, NOW) });
    for (const [certificate, with_] of [
      [ca, other],
      [ca, 'none'],
      ['none', key],
      [leaf.cert.toString(), leaf.key.toString()],
    ] as const)
      expect(() => Authority.load(certificate, with_)).toThrow(
        expect.objectContaining({ code: 'TLS_INVALID' }) as Error,
      );
  });
});
