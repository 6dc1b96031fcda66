import { defineCall, ensureSigned, u128, u16, u32, u8 } from '@yumanet/frame';
import { currentBlock } from '../block.js';
import { isRegisteredOnAnyNetwork } from '../checks/networks.js';
import { isValidIpAddress, isValidIpType, passesServingRateLimit } from '../checks/serving.js';
import { ensure } from '../errors.js';
import { deposit } from '../events.js';
import { Axons } from '../storage/limits.js';
import { serveAxon as weight } from '../weights.js';

/**
 * Says where the signing hotkey serves. As upstream the hotkey must be registered somewhere, not on `netuid`, and
 * `netuid` need not exist.
 */
export const serveAxon = defineCall({
  index: 4,
  name: 'serve_axon',
  args: {
    netuid: u16,
    version: u32,
    ip: u128,
    port: u16,
    ip_type: u8,
    protocol: u8,
    placeholder1: u8,
    placeholder2: u8,
  },
  origin: ensureSigned,
  weight,
  pays: 'No',
  run: (ctx, hotkey, { netuid, ...axon }) => {
    ensure(isRegisteredOnAnyNetwork(ctx, hotkey), 'NotRegistered');
    ensure(isValidIpType(axon.ip_type), 'InvalidIpType');
    ensure(isValidIpAddress(axon.ip_type, axon.ip), 'InvalidIpAddress');
    const lastServed = Axons.get(ctx, netuid, hotkey)?.block ?? 0n;
    ensure(passesServingRateLimit(ctx, netuid, lastServed), 'ServingRateLimitExceeded');
    ensure(axon.port !== 0, 'InvalidPort');
    Axons.put(ctx, netuid, hotkey, { block: currentBlock(ctx), ...axon });
    deposit(ctx, 'AxonServed', [netuid, hotkey]);
  },
});
