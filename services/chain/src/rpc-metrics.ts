import { Counter, Gauge, type Registry } from '@yumanet/service-kit/observability';
import type { RpcServer, RpcStats } from './rpc/rpc-server.js';

const GAUGES: readonly (readonly [stat: keyof RpcStats, name: string, help: string])[] = [
  ['connections', 'connections', 'WebSockets open.'],
  ['subscriptions', 'subscriptions', 'Subscriptions of all clients.'],
  ['waitingBytes', 'waiting_bytes', 'Bytes that clients have yet to read.'],
  ['waitingRequests', 'waiting_requests', 'Requests that wait for their turn.'],
];

/** What JSON-RPC clients do to the node. */
export function rpcMetrics(server: RpcServer, registry: Registry): void {
  for (const [stat, name, help] of GAUGES) {
    new Gauge({
      name: `yumanet_chain_rpc_${name}`,
      help,
      registers: [registry],
      collect() {
        this.set(server.stats[stat] as number);
      },
    });
  }
  new Counter({
    name: 'yumanet_chain_rpc_requests_total',
    help: 'Requests, each of a batch.',
    registers: [registry],
    collect() {
      this.reset();
      this.inc(server.stats.requests);
    },
  });
  new Counter({
    name: 'yumanet_chain_rpc_errors_total',
    help: 'Errors answered, by JSON-RPC code.',
    labelNames: ['code'],
    registers: [registry],
    collect() {
      this.reset();
      for (const [code, count] of server.stats.errors) this.inc({ code: String(code) }, count);
    },
  });
  new Counter({
    name: 'yumanet_chain_rpc_slow_clients_total',
    help: 'Clients cut off for not reading.',
    registers: [registry],
    collect() {
      this.reset();
      this.inc(server.stats.slowClients);
    },
  });
}
