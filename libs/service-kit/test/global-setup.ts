import { ensureNatsServer } from '../src/nats/find-server.js';

/** The tests run the real nats-server. */
export default function setup(): void {
  ensureNatsServer();
}
