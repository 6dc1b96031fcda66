import { ensureNatsServer } from '@yumanet/service-kit';

/** The tests of publishing run the real nats-server. */
export default function setup(): void {
  ensureNatsServer();
}
