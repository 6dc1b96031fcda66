import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Server, Socket } from 'node:net';
import { ClientRates, networkOfAddress } from '../client-rates.js';
import type { Clock } from '../clock.js';

/** Answers a listener's requests, but none of an address that asks more often than `rate` a second: 429. */
export function guardRate(listener: RequestListener, rate: number, clock: Clock): RequestListener {
  const rates = new ClientRates({ clock, rate });
  return (request, response) => {
    const retryMs = rates.take(networkOfAddress(request.socket.remoteAddress ?? ''));
    if (retryMs === 0) listener(request, response);
    else refuse(request, response, { rate, retryMs });
  };
}

function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  { rate, retryMs }: { readonly rate: number; readonly retryMs: number },
): void {
  const message = `requests: expected at most ${rate} per second of one address, got more`;
  response.writeHead(429, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    'retry-after': String(Math.ceil(retryMs / 1_000)),
    // A body that nobody reads is not waited for.
    ...(request.method === 'GET' ? {} : { connection: 'close' }),
  });
  response.end(JSON.stringify({ error: { code: 'RATE_LIMITED', message } }));
}

/** At most so many connections of one address at once: one alone cannot hold all that there are. */
export function guardConnections(server: Server, limit: number): void {
  const counts = new Map<string, number>();
  server.on('connection', (socket: Socket) => {
    const address = networkOfAddress(socket.remoteAddress ?? '');
    const count = (counts.get(address) ?? 0) + 1;
    if (count > limit) {
      socket.destroy();
      return;
    }
    counts.set(address, count);
    socket.once('close', () => {
      const left = (counts.get(address) ?? 1) - 1;
      if (left === 0) counts.delete(address);
      else counts.set(address, left);
    });
  });
}
