import { connect } from 'node:net';

/** Resolves when the other side of a socket says something. @throws when it does not, before the signal aborts. */
export function saysHello(
  to: { readonly port: number } | { readonly path: string },
  question: Uint8Array | undefined,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(to);
    const end = (error?: Error): void => {
      signal.removeEventListener('abort', late);
      socket.destroy();
      if (error) reject(error);
      else resolve();
    };
    const late = (): void => end(new Error('expected an answer, got none in time'));
    signal.addEventListener('abort', late, { once: true });
    if (signal.aborted) return late();
    socket.once('connect', () => {
      if (question !== undefined) socket.write(question);
    });
    socket.once('data', () => end());
    socket.once('error', end);
    socket.once('close', () => end(new Error('expected an answer, got the end of the connection')));
  });
}
