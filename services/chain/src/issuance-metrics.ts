import type { IssuanceAccount } from '@yumanet/subtensor';
import { Counter, Gauge, type Registry } from '@yumanet/service-kit/observability';
import type { IssuanceWatch } from './node/issuance-watch.js';

const PARTS: Readonly<Record<keyof IssuanceAccount, string>> = {
  issued: 'issued: what halvings go by',
  balances: 'in balances',
  staked: 'staked',
  locked: 'locked by owners of networks',
  unaccounted: 'issued less the three: fees and dust',
  pending: 'gathered for the next epochs, not issued yet',
  loaded: 'given by the last epochs, issued in the next block',
  rootShare: 'of each block, netuid 0’s: never issued',
};

/** Where every rao is, as gauges; and a counter that should stay at zero. */
export function issuanceMetrics(watch: IssuanceWatch, registry: Registry): void {
  for (const [part, means] of Object.entries(PARTS) as [keyof IssuanceAccount, string][]) {
    new Gauge({
      name: `yumanet_chain_issuance_${part.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}_rao`,
      help: `Rao ${means}.`,
      registers: [registry],
      collect() {
        this.set(Number(watch.account[part]));
      },
    });
  }
  new Counter({
    name: 'yumanet_chain_issuance_broken_total',
    help: 'Blocks after which issuance, balances, stake and locks did not add up.',
    registers: [registry],
    collect() {
      this.reset();
      this.inc(watch.brokenBlocks);
    },
  });
}
