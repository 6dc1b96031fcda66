import { defineCall, ensureSigned, u128, u16, u32, u8 } from '@yumanet/frame';
import { currentBlock } from '../block.js';
import { isRegisteredOnAnyNetwork } from '../checks/networks.js';
import { isValidIpAddress, isValidIpType, passesServingRateLimit } from '../checks/serving.js';
import { ensure } from '../errors.js';
import { deposit } from '../events.js';
import { Prometheus } from '../storage/limits.js';
import { servePrometheus as weight } from '../weights.js';

/** Says where the signing hotkey's metrics are; checked as `serve_axon` is. */
export const servePrometheus = defineCall({
  index: 5,
  name: 'serve_prometheus',
  args: { netuid: u16, version: u32, ip: u128, port: u16, ip_type: u8 },
  origin: ensureSigned,
  weight,
  pays: 'No',
  run: (ctx, hotkey, { netuid, ...prometheus }) => {
    ensure(isRegisteredOnAnyNetwork(ctx, hotkey), 'NotRegistered');
    ensure(isValidIpType(prometheus.ip_type), 'InvalidIpType');
    ensure(isValidIpAddress(prometheus.ip_type, prometheus.ip), 'InvalidIpAddress');
    const lastServed = Prometheus.get(ctx, netuid, hotkey)?.block ?? 0n;
    ensure(passesServingRateLimit(ctx, netuid, lastServed), 'ServingRateLimitExceeded');
    ensure(prometheus.port !== 0, 'InvalidPort');
    Prometheus.put(ctx, netuid, hotkey, { block: currentBlock(ctx), ...prometheus });
    deposit(ctx, 'PrometheusServed', [netuid, hotkey]);
  },
});
