import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';

export interface StaticFile {
  readonly type: string;
  readonly etag: string;
  /** Its name carries its digest: it never changes. */
  readonly forever: boolean;
  readonly plain: Uint8Array<ArrayBuffer>;
  readonly gzip: Uint8Array<ArrayBuffer>;
  readonly br: Uint8Array<ArrayBuffer>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const HASHED = /-[A-Z0-9]{8}\.\w+$/;

/** Everything of the built page, compressed once, by path: nothing else can be asked of the disk. */
export function loadStaticFiles(folder: string): ReadonlyMap<string, StaticFile> {
  const files = new Map<string, StaticFile>();
  for (const name of readdirSync(folder)) {
    const type = TYPES[extname(name)];
    if (type === undefined) continue;
    const plain = Uint8Array.from(readFileSync(join(folder, name)));
    files.set(name === 'index.html' ? '/' : `/${name}`, {
      type,
      etag: `"${createHash('sha256').update(plain).digest('hex').slice(0, 16)}"`,
      forever: HASHED.test(name),
      plain,
      gzip: Uint8Array.from(gzipSync(plain, { level: 9 })),
      br: Uint8Array.from(brotliCompressSync(plain)),
    });
  }
  return files;
}
