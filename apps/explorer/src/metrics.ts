import { Gauge, type Registry } from '@yumanet/service-kit';
import type { ChainReader } from './chain/chain-reader.js';
import type { LiveFeed } from './http/live-feed.js';

/** What operators watch: how many look, and how far the explorer has come. */
export function explorerMetrics(
  registry: Registry,
  { feed, chain }: { readonly feed: LiveFeed; readonly chain: ChainReader },
): void {
  const registers = [registry];
  new Gauge({
    name: 'yumanet_explorer_listeners',
    help: 'Pages that listen to the live feed.',
    registers,
    collect() {
      this.set(feed.listeners);
    },
  });
  new Gauge({
    name: 'yumanet_explorer_last_block',
    help: 'Newest final block that was heard.',
    registers,
    collect() {
      this.set(chain.recent.newest?.block.number ?? 0);
    },
  });
}
