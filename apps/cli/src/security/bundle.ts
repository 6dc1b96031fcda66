import { createPrivateKey } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { messageOf } from '@yumanet/service-kit/core';
import { Authority } from '@yumanet/service-kit/security';
import { z } from 'zod';
import { CliError } from '../cli-error.js';
import { kindOf } from './kinds.js';

const FORMAT = 1;
const STATE = 'security.json';

const state = z.strictObject({
  format: z.literal(FORMAT),
  network: z.string(),
  natsUrls: z.array(z.string()).min(1),
  /** Where each service's folder lies on its machine; absent: where it was made. */
  mount: z.string().optional(),
  privateAxons: z.boolean(),
  services: z.record(
    z.string().refine((name) => kindOf(name) !== undefined),
    z.strictObject({
      /** DNS names and addresses of its certificate, beside its own name and kind. */
      names: z.array(z.string()),
      /** Public half of its key on the bus. */
      nkey: z.string().optional(),
    }),
  ),
});

/** What a folder of `yumanet security` holds, but for the secrets. */
export type SecurityState = z.infer<typeof state>;

/** One folder for each service, and one for the authority: which is needed for new certificates only, and better kept elsewhere. */
export class SecurityFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = resolve(path);
  }

  /** @returns undefined where there is none yet. @throws CliError BAD_INPUT for one that is none of these, or of a newer version. */
  read(): SecurityState | undefined {
    const file = join(this.path, STATE);
    let text: string;
    try {
      text = readFileSync(file, 'utf8');
    } catch {
      return undefined;
    }
    try {
      return state.parse(JSON.parse(text));
    } catch (error) {
      throw new CliError(
        'BAD_INPUT',
        `${file}: expected what \`yumanet security init\` wrote, got ${messageOf(error)}`,
      );
    }
  }

  /** @throws CliError BAD_INPUT where there is none. */
  find(): SecurityState {
    const found = this.read();
    if (found) return found;
    throw new CliError('BAD_INPUT', `${this.path}: expected a folder of \`yumanet security init\`, got none`);
  }

  of(service: string): string {
    return join(this.path, service);
  }

  write(content: SecurityState): void {
    this.put('', STATE, `${JSON.stringify(content, undefined, 2)}\n`);
  }

  /** Whole or not at all, and for its owner only. */
  put(service: string, file: string, content: string | Buffer): void {
    const folder = join(this.path, service);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, file);
    writeFileSync(`${path}.new`, content, { mode: 0o600 });
    renameSync(`${path}.new`, path);
  }

  /** @returns undefined where there is none. */
  get(service: string, file: string): Buffer | undefined {
    try {
      return readFileSync(join(this.path, service, file));
    } catch {
      return undefined;
    }
  }

  /** @param password of its key; undefined: it is kept in the clear. */
  putAuthority(authority: Authority, password: string | undefined): void {
    this.put('ca', 'ca.pem', authority.ca);
    this.put('ca', 'ca.key', password === undefined ? authority.key : encrypted(authority.key, password));
  }

  /** @throws CliError BAD_INPUT without the authority's files, or with another password. */
  authority(password: string | undefined): Authority {
    const [certificate, key] = [this.get('ca', 'ca.pem'), this.get('ca', 'ca.key')];
    if (certificate === undefined || key === undefined)
      throw new CliError(
        'BAD_INPUT',
        `${this.of('ca')}: expected the authority’s ca.pem and ca.key, got none`,
      );
    try {
      return Authority.load(certificate.toString(), decrypted(key, password));
    } catch (error) {
      throw new CliError('BAD_INPUT', `${this.of('ca')}/ca.key: ${messageOf(error)}`);
    }
  }
}

const encrypted = (pem: Buffer, passphrase: string) =>
  createPrivateKey(pem).export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase });

function decrypted(pem: Buffer, passphrase: string | undefined): string {
  try {
    const key = createPrivateKey({ key: pem, ...(passphrase === undefined ? {} : { passphrase }) });
    return key.export({ type: 'pkcs1', format: 'pem' }).toString();
  } catch {
    throw new Error('expected a key that the password opens (YUMANET_CA_PASSWORD), got another');
  }
}
