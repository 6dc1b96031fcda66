import type { RateLimit } from './rate-limit.js';

/** Who asks: one WebSocket, or one HTTP connection. Its own place in the order of turns. */
export interface RpcClient {
  /** undefined: as many requests as it likes. */
  readonly rate: RateLimit | undefined;
}
