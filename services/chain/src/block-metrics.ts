import { Gauge, type Registry } from '@yumanet/service-kit/observability';
import type { Chain } from './node/chain.js';

const GAUGES: readonly (readonly [name: string, help: string, read: (chain: Chain) => number])[] = [
  ['head_block', 'Number of the newest block.', ({ store }) => store.head],
  ['final_block', 'Number of the newest block that can never be taken back.', ({ store }) => store.finalised],
  [
    'pool_transactions',
    'Transactions that wait for a block, or for others before them.',
    ({ pool }) => pool.readyCount + pool.futureCount,
  ],
];

/** Whether the chain goes on, and what waits for it. */
export function blockMetrics(chain: Chain, registry: Registry): void {
  for (const [name, help, read] of GAUGES) {
    new Gauge({
      name: `yumanet_chain_${name}`,
      help,
      registers: [registry],
      collect() {
        this.set(read(chain));
      },
    });
  }
}
