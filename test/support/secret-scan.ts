import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Shorter parts of a secret than this prove nothing where they are found. */
const LEAST = 12;

/**
 * The forms in which a secret may have got somewhere: as it is, its bytes as hex (both cases) and base64 (both alphabets, at every
 * offset), and URL-encoded; of hex also the bytes that it stands for.
 */
export function formsOf(secret: string): Buffer[] {
  const texts = new Set<string>([secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]);
  const raw = [Buffer.from(secret)];
  const hex = /^(?:0x)?([0-9a-f]{32,})$/i.exec(secret)?.[1];
  if (hex !== undefined) raw.push(Buffer.from(hex, 'hex'));
  // A PEM is scanned for by its lines: whoever writes it may break them elsewhere.
  const lines = secret.includes('PRIVATE KEY') ? secret.split('\n').filter((line) => line.length === 64) : [];
  for (const line of lines) texts.add(line);
  for (const bytes of raw) {
    texts.add(bytes.toString('hex'));
    texts.add(bytes.toString('hex').toUpperCase());
    for (const text of base64Cores(bytes)) texts.add(text);
  }
  const forms = [...texts].map((text) => Buffer.from(text));
  return [...forms, ...raw].filter(({ length }) => length >= LEAST);
}

/** What is the same of the base64 of anything that holds these bytes, wherever in it they begin. */
function base64Cores(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((offset) => {
    const whole = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    const core = whole.slice(offset === 0 ? 0 : 4, 4 * Math.floor((offset + bytes.length) / 3));
    return [core, core.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

/** Looks for secrets wherever it is told to. */
export class SecretScan {
  readonly found: string[] = [];
  readonly #forms: readonly (readonly [what: string, form: Buffer])[];
  #bytes = 0;

  constructor(secrets: ReadonlyMap<string, string>) {
    this.#forms = [...secrets].flatMap(([what, secret]) =>
      formsOf(secret).map((form) => [what, form] as const),
    );
  }

  /** Bytes looked at. */
  get bytes(): number {
    return this.#bytes;
  }

  look(where: string, content: string | Uint8Array): void {
    const bytes = typeof content === 'string' ? Buffer.from(content) : Buffer.from(content);
    this.#bytes += bytes.length;
    for (const [what, form] of this.#forms) if (bytes.includes(form)) this.found.push(`${what} in ${where}`);
  }

  /** Every file of a folder. */
  folder(path: string): void {
    for (const name of readdirSync(path, { recursive: true }) as string[]) {
      const file = join(path, name);
      if (statSync(file).isFile()) this.look(file, readFileSync(file));
    }
  }
}
