import type { ServerResponse } from 'node:http';
import { PROFILE_KINDS, Profiler, type ProfileKind } from './profiler.js';

const MAX_SECONDS = 60;
const DEFAULT_SECONDS = 10;
export const PROFILE_PATH = '/debug/profile/';

/** `GET /debug/profile/{cpu,heap}?seconds=N`: records for 1 to 60 seconds (10), then answers with the file. One at a time. */
export class ProfileRoute {
  private readonly profiler = new Profiler();

  async answer(url: string, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(url, 'http://status');
    const kind = PROFILE_KINDS.find((name) => pathname === PROFILE_PATH + name);
    const seconds = Number(searchParams.get('seconds') ?? DEFAULT_SECONDS);
    if (kind === undefined) return refuse(response, 404, `expected one of ${PROFILE_KINDS.join(', ')}`);
    if (!Number.isInteger(seconds) || seconds < 1 || seconds > MAX_SECONDS)
      return refuse(response, 400, `seconds: expected an integer in 1..${MAX_SECONDS}`);
    if (this.profiler.busy)
      return refuse(response, 409, 'a profile is being recorded; try again when it is done');
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    await this.send(kind, seconds, response, gone.signal);
  }

  private async send(
    kind: ProfileKind,
    seconds: number,
    response: ServerResponse,
    signal: AbortSignal,
  ): Promise<void> {
    const name = `${process.pid}-${new Date().toISOString().replace(/[:.]/g, '-')}.${kind}profile`;
    const body = await this.profiler.record(kind, seconds, signal);
    if (response.destroyed) return;
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store',
    });
    response.end(body);
  }
}

function refuse(response: ServerResponse, status: number, why: string): void {
  response.writeHead(status, { 'content-type': 'text/plain', 'cache-control': 'no-store' });
  response.end(`${why}\n`);
}
