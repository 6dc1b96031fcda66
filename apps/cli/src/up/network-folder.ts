import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CliError } from '../cli-error.js';
import type { Settings } from './service-kinds.js';

const FORMAT = 1;
const MARK = 'network.json';

/** Where a network keeps everything: one folder a part, logs, the settings each was started with. */
export class NetworkFolder {
  private constructor(readonly path: string) {}

  /**
   * Opens a folder, or makes it. With `reset` what is in it goes away first.
   *
   * @throws CliError BAD_INPUT for a folder that holds something else, or another format.
   */
  static open(path: string, reset: boolean): NetworkFolder {
    const known = existsSync(join(path, MARK));
    if (!known && existsSync(path) && readdirSync(path).length > 0)
      throw new CliError(
        'BAD_INPUT',
        `data folder ${path}: expected an empty one or a network's, got other files`,
      );
    if (known && reset) rmSync(path, { recursive: true });
    else if (known) checkFormat(path);
    mkdirSync(join(path, 'logs'), { recursive: true });
    writeFileSync(join(path, MARK), `${JSON.stringify({ format: FORMAT })}\n`);
    return new NetworkFolder(path);
  }

  /** The folder of a part; made when asked for. */
  of(part: string): string {
    const folder = join(this.path, part);
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  logFile(part: string): string {
    return join(this.path, 'logs', `${part}.log`);
  }

  /** Writes a service's settings where its command finds them: `yumanet-… --config FILE`. Secrets stand in it. */
  writeSettings(part: string, settings: Settings): string {
    const file = join(this.of(part), 'config.json');
    writeFileSync(
      file,
      `${JSON.stringify(settings, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value), 2)}\n`,
      { mode: 0o600 },
    );
    return file;
  }
}

function checkFormat(path: string): void {
  const { format } = JSON.parse(readFileSync(join(path, MARK), 'utf8')) as { format?: unknown };
  if (format === FORMAT) return;
  throw new CliError(
    'BAD_INPUT',
    `data folder ${path}: expected format ${FORMAT}, got ${String(format)}; --reset begins anew`,
  );
}
