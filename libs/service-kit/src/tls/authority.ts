import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import forge from 'node-forge';
import { refusal } from '../errors.js';
import type { TlsIdentity } from './tls-identity.js';

const DAY_MS = 86_400_000;
/** A clock that is a little behind takes a new certificate too. */
const SKEW_MS = 300_000;
const CA_BITS = 3072;
const LEAF_BITS = 2048;

export interface Validity {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

export interface Issued extends Validity {
  /** What the other side sees as the peer's name (`ServerCall.identity`). */
  readonly commonName: string;
  /** DNS names and IP addresses at which it may be reached. */
  readonly names: readonly string[];
}

/** From a little before now, for so many days. */
export function validFor(days: number, now: number): Validity {
  return { notBefore: new Date(now - SKEW_MS), notAfter: new Date(now + days * DAY_MS) };
}

/** A certificate authority of one operator: certificates that are good for both ends of a connection. */
export class Authority {
  readonly #key: forge.pki.rsa.PrivateKey;
  readonly #certificate: forge.pki.Certificate;

  private constructor(key: forge.pki.rsa.PrivateKey, certificate: forge.pki.Certificate) {
    this.#key = key;
    this.#certificate = certificate;
  }

  /** @param bits of its RSA key; more take longer to find. */
  static create(commonName: string, validity: Validity, bits = CA_BITS): Authority {
    const key = rsaKey(bits);
    const certificate = unsigned(key, commonName, validity);
    certificate.setIssuer(certificate.subject.attributes);
    certificate.setExtensions([
      { name: 'basicConstraints', cA: true, pathLenConstraint: 0, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
      { name: 'subjectKeyIdentifier' },
    ]);
    certificate.sign(key, forge.md.sha256.create());
    return new Authority(key, certificate);
  }

  /**
   * One that was made before; both PEM, the key in the clear.
   *
   * @throws ServiceError TLS_INVALID for what is no authority, or not its key.
   */
  static load(certificatePem: string, keyPem: string): Authority {
    const [certificate, key] = [
      parsed('certificate', () => forge.pki.certificateFromPem(certificatePem)),
      parsed('key', () => forge.pki.privateKeyFromPem(keyPem)),
    ];
    const constraints: { readonly cA?: boolean } | undefined = certificate.getExtension('basicConstraints');
    const isAuthority = constraints?.cA;
    if (isAuthority !== true) throw refusal('TLS_INVALID', 'authority', 'a CA’s certificate', 'another');
    const { n } = certificate.publicKey as forge.pki.rsa.PublicKey;
    if (!n.equals(key.n)) throw refusal('TLS_INVALID', 'authority', 'the key of its certificate', 'another');
    return new Authority(key, certificate);
  }

  /** Its own certificate, PEM: what others must trust. */
  get ca(): Buffer {
    return Buffer.from(forge.pki.certificateToPem(this.#certificate));
  }

  /** Its key, PEM (PKCS#1, in the clear): whoever has it can be everybody. */
  get key(): Buffer {
    return Buffer.from(forge.pki.privateKeyToPem(this.#key));
  }

  /** A certificate for both ends of a connection, and its key. */
  issue({ commonName, names, ...validity }: Issued): TlsIdentity {
    const key = rsaKey(LEAF_BITS);
    const certificate = unsigned(key, commonName, validity);
    certificate.setIssuer(this.#certificate.subject.attributes);
    certificate.setExtensions([
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, keyEncipherment: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true, clientAuth: true },
      {
        name: 'subjectAltName',
        altNames: names.map((name) => (isIP(name) === 0 ? { type: 2, value: name } : { type: 7, ip: name })),
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

/** Node's own generator: forge's takes seconds. */
function rsaKey(modulusLength: number): forge.pki.rsa.PrivateKey {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });
  return forge.pki.privateKeyFromPem(privateKey);
}

function unsigned(key: forge.pki.rsa.PrivateKey, commonName: string, { notBefore, notAfter }: Validity) {
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.setRsaPublicKey(key.n, key.e);
  // Positive, and never twice the same (RFC 5280, 4.1.2.2).
  const serial = randomBytes(16);
  serial[0] = (serial[0] ?? 0) & 0x7f;
  certificate.serialNumber = `01${serial.toString('hex')}`;
  certificate.validity.notBefore = notBefore;
  certificate.validity.notAfter = notAfter;
  certificate.setSubject([{ name: 'commonName', value: commonName }]);
  return certificate;
}

function parsed<T>(what: string, parse: () => T): T {
  try {
    return parse();
  } catch {
    // Its own words may quote what was read.
    throw refusal('TLS_INVALID', `authority’s ${what}`, 'PEM', 'something else');
  }
}
