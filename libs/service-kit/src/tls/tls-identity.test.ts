import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { TestAuthority } from '../testing/certificates.js';
import { loadTlsIdentity } from './tls-identity.js';

describe('loadTlsIdentity', () => {
  const authority = new TestAuthority();
  const good = authority.issue({ commonName: 'chain' });
  const other = authority.issue({ commonName: 'miner' });
  const files = { caFile: 'ca.pem', certFile: 'cert.pem', keyFile: 'key.pem' };
  const load = (change: Record<string, Buffer | undefined> = {}, now = Date.now()) =>
    loadTlsIdentity(files, now, (path) => {
      const content = { 'ca.pem': good.ca, 'cert.pem': good.cert, 'key.pem': good.key, ...change }[path];
      if (!content) throw new Error('ENOENT');
      return content;
    });

  it('reads what belongs together', () => {
    expect(load().cert.toString()).toContain('BEGIN CERTIFICATE');
  });

  it.each([
    ['ca.pem', undefined, /ca.pem: expected a readable file/],
    ['cert.pem', Buffer.from('x'), /cert.pem: expected a PEM certificate/],
    ['key.pem', Buffer.from('x'), /key.pem: expected a PEM private key/],
    ['key.pem', other.key, /key.pem: expected the key of cert.pem, got another/],
  ])('names %s', (file, content, message) => {
    expect(() => load({ [file]: content })).toThrow(message);
  });

  it('refuses a key that everybody can read', () => {
    const dir = mkdtempSync(join(tmpdir(), 'yumanet-tls-'));
    try {
      const paths = { caFile: join(dir, 'ca'), certFile: join(dir, 'cert'), keyFile: join(dir, 'key') };
      writeFileSync(paths.caFile, good.ca);
      writeFileSync(paths.certFile, good.cert);
      writeFileSync(paths.keyFile, good.key);
      chmodSync(paths.keyFile, 0o644);
      expect(() => loadTlsIdentity(paths, Date.now())).toThrow(/key: expected a file that only its owner/);
      chmodSync(paths.keyFile, 0o600);
      expect(loadTlsIdentity(paths, Date.now()).key).toEqual(good.key);
    } finally {
      rmSync(dir, { recursive: true });
    }
  });

  it('refuses a certificate that has expired', () => {
    expect(() => load({}, Date.now() + 10 * 86_400_000)).toThrow(
      /cert.pem: expected a certificate still valid/,
    );
  });
});
