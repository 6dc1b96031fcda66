import { generateKeyPairSync } from 'node:crypto';
import forge from 'node-forge';
import type { TlsIdentity } from '../tls/tls-identity.js';

const DAY_MS = 86_400_000;

export interface Issued {
  /** Common name: what the other side sees as the peer's identity. */
  readonly commonName: string;
  /** Names besides localhost. */
  readonly dnsNames?: readonly string[];
  /** Default: valid from yesterday to tomorrow. */
  readonly notBefore?: Date;
  readonly notAfter?: Date;
}

/** An authority made for one test or one development machine; certificates are for localhost and 127.0.0.1. */
export class TestAuthority {
  readonly #key: forge.pki.rsa.PrivateKey;
  readonly #certificate: forge.pki.Certificate;
  #serial = 1;

  constructor(commonName = 'Yumanet test authority') {
    const { key, certificate } = unsigned({ commonName }, this.#serial);
    certificate.setIssuer(certificate.subject.attributes);
    certificate.setExtensions([
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
      { name: 'subjectKeyIdentifier' },
    ]);
    certificate.sign(key, forge.md.sha256.create());
    this.#key = key;
    this.#certificate = certificate;
  }

  /** The authority's own certificate, PEM. */
  get ca(): Buffer {
    return Buffer.from(forge.pki.certificateToPem(this.#certificate));
  }

  /** A certificate for both ends of a connection. */
  issue(issued: Issued): TlsIdentity {
    this.#serial += 1;
    const { key, certificate } = unsigned(issued, this.#serial);
    certificate.setIssuer(this.#certificate.subject.attributes);
    certificate.setExtensions([
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true, keyEncipherment: true },
      { name: 'extKeyUsage', serverAuth: true, clientAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          ...['localhost', ...(issued.dnsNames ?? [])].map((value) => ({ type: 2, value })),
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ]);
    certificate.sign(this.#key, forge.md.sha256.create());
    return {
      ca: this.ca,
      cert: Buffer.from(forge.pki.certificateToPem(certificate)),
      key: Buffer.from(forge.pki.privateKeyToPem(key)),
    };
  }
}

function unsigned({ commonName, notBefore, notAfter }: Issued, serial: number) {
  // Node's own generator: forge's takes seconds.
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });
  const key = forge.pki.privateKeyFromPem(privateKey);
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.setRsaPublicKey(key.n, key.e);
  certificate.serialNumber = serial.toString(16).padStart(2, '0');
  certificate.validity.notBefore = notBefore ?? new Date(Date.now() - DAY_MS);
  certificate.validity.notAfter = notAfter ?? new Date(Date.now() + DAY_MS);
  certificate.setSubject([{ name: 'commonName', value: commonName }]);
  return { key, certificate };
}
