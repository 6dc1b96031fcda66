import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { kitError, type ServiceError } from '../errors.js';

/** Writes the refusal of a request that came too late; it ends the connection. */
export type RefuseLate = (response: ServerResponse, error: ServiceError) => void;

/**
 * What an HTTP server owes: while it drains, answers that had begun are given to their end, and further requests are refused by
 * name (503). Live events have no end: they are ended, since whoever listens to them comes back by itself.
 */
export class OpenAnswers {
  readonly #open = new Map<ServerResponse, IncomingMessage>();
  readonly #refuse: RefuseLate;
  readonly #live: readonly string[];
  #draining = false;
  #settled: () => void = () => undefined;

  /** @param live paths of events without an end. */
  constructor(options: { readonly refuse?: RefuseLate; readonly live?: readonly string[] } = {}) {
    this.#refuse = options.refuse ?? refuseAsJson;
    this.#live = options.live ?? [];
  }

  /** The listener, for as long as the server does not drain. */
  guard(listener: RequestListener): RequestListener {
    return (request, response) => {
      if (this.#draining) {
        response.setHeader('connection', 'close');
        const what = 'server: expected to go on, got stopped; ask another instance';
        this.#refuse(response, kitError('DRAINING', what));
        return;
      }
      this.#open.set(response, request);
      response.once('close', () => {
        this.#open.delete(response);
        if (this.#open.size === 0) this.#settled();
      });
      listener(request, response);
    };
  }

  /** Refuses from now on; settles when everything that had begun is answered, or its client is gone. */
  async drain(): Promise<void> {
    this.#draining = true;
    for (const [response, { url = '' }] of this.#open) {
      if (this.#live.includes(url.split('?')[0] ?? '')) response.end();
      else if (!response.headersSent) response.setHeader('connection', 'close');
    }
    if (this.#open.size > 0) await new Promise<void>((resolve) => (this.#settled = resolve));
  }
}

function refuseAsJson(response: ServerResponse, { code, message }: ServiceError): void {
  response.writeHead(503, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify({ error: { code, message } }));
}
