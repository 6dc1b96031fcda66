import { request, type ClientRequest } from 'node:http';

/** A POST of which the end has not been sent: it has begun, and is under way for as long as one likes. */
export class HeldPost {
  readonly #request: ClientRequest;
  readonly #rest: string;
  readonly answer: Promise<{ readonly status: number; readonly text: string }>;

  constructor(url: string, body: string, headers: Readonly<Record<string, string>> = {}) {
    const length = Buffer.byteLength(body);
    const sent = { 'content-type': 'application/json', 'content-length': String(length), ...headers };
    this.#request = request(url, { method: 'POST', headers: sent, agent: false });
    this.answer = new Promise((resolve, reject) => {
      this.#request.on('error', reject);
      this.#request.on('response', (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
        response.on('error', reject);
      });
    });
    // Looked at later: a failure until then is no unhandled one.
    this.answer.catch(() => undefined);
    this.#request.write(body.slice(0, length / 2));
    this.#rest = body.slice(length / 2);
  }

  finish(): void {
    this.#request.end(this.#rest);
  }
}

/** What /readyz says. @returns `ready`, `not ready: <parts>`, or `gone`. */
export async function readiness(status: string): Promise<string> {
  try {
    const response = await fetch(`${status}/readyz`, { signal: AbortSignal.timeout(5_000) });
    const { parts } = (await response.json()) as { parts: Record<string, { detail?: string }> };
    return response.status === 200 ? 'ready' : `not ready: ${parts['lifecycle']?.detail}`;
  } catch {
    return 'gone';
  }
}

/** Many clients that ask one thing after the other until one is refused after the service was told to stop. */
export class Askers {
  /** How each request ended. */
  readonly outcomes: string[] = [];
  readonly #ended: Promise<unknown>;
  #told = false;

  /** @param ask resolves with how it ended: `OK`, or the name of the refusal. */
  constructor(count: number, ask: () => Promise<string>) {
    this.#ended = Promise.all(Array.from({ length: count }, () => this.#one(ask)));
  }

  /** The service is told to stop now. */
  told(): void {
    this.#told = true;
  }

  /** Requests that were answered. */
  get answered(): number {
    return this.outcomes.filter((outcome) => outcome === 'OK').length;
  }

  /** The ends, each once, of requests that were not answered. */
  get refusals(): readonly string[] {
    return [...new Set(this.outcomes)].filter((outcome) => outcome !== 'OK').sort();
  }

  async ended(): Promise<void> {
    await this.#ended;
  }

  async #one(ask: () => Promise<string>): Promise<void> {
    for (;;) {
      const outcome = await ask();
      this.outcomes.push(outcome);
      if (this.#told && outcome !== 'OK') return;
    }
  }
}

/** gRPC calls that a service says to have answered, in its log of level `debug`. */
export function answeredIn(log: string, method: string): number {
  const isAnswer = (line: string): boolean =>
    line.includes(`/${method}"`) && line.includes('"message":"call"');
  return log.split('\n').filter(isAnswer).length;
}

/** Nobody was there: the connection was refused, or ended before the request was taken. */
const NOBODY = ['ECONNREFUSED', 'ECONNRESET', 'UND_ERR_SOCKET', 'EPIPE'];

/** How a POST ended: `OK`, the code of its error, or `NOBODY`. */
export async function postOutcome(
  url: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<string> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
      signal: AbortSignal.timeout(30_000),
    });
    const text = await response.text();
    if (response.status === 200) return 'OK';
    const { error } = JSON.parse(text) as { error?: { code?: string | number } };
    return `${response.status} ${error?.code}`;
  } catch (error) {
    const code = String((error as { cause?: { code?: string } }).cause?.code ?? error);
    return NOBODY.includes(code) ? 'NOBODY' : code;
  }
}

/** How a gRPC call ended: `OK`, or the status of its error. */
export const grpcOutcome = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'OK',
    (error: unknown) => String((error as { status?: string }).status ?? error),
  );
