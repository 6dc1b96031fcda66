/** Folders for miners, gone after the test. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export class Folders {
  readonly root = mkdtempSync(join(tmpdir(), 'yumanet-storage-'));
  /** A new one. */
  readonly dataDir = (name: string): string => mkdtempSync(join(this.root, `${name}-`));

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
