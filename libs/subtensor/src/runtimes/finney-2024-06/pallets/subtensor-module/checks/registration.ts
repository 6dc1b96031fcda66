import type { AccountId, Context } from '@yumanet/frame';
import { ensure } from '../errors.js';
import {
  MaxRegistrationsPerBlock,
  RegistrationsThisBlock,
  RegistrationsThisInterval,
  TargetRegistrationsPerInterval,
} from '../storage/registration.js';
import { isRegisteredOnNetwork } from './networks.js';

const U16_MAX = 65535;

/** Registrations per interval that a network takes: three times its target. */
export const maxRegistrationsPerInterval = (ctx: Context, netuid: number): number =>
  Math.min(TargetRegistrationsPerInterval.get(ctx, netuid) * 3, U16_MAX);

/** What registering by burn, by work and on root check alike, in this order. */
export function ensureRoomForRegistration(ctx: Context, netuid: number, hotkey: AccountId): void {
  ensure(
    RegistrationsThisBlock.get(ctx, netuid) < MaxRegistrationsPerBlock.get(ctx, netuid),
    'TooManyRegistrationsThisBlock',
  );
  ensure(
    RegistrationsThisInterval.get(ctx, netuid) < maxRegistrationsPerInterval(ctx, netuid),
    'TooManyRegistrationsThisInterval',
  );
  ensure(!isRegisteredOnNetwork(ctx, netuid, hotkey), 'AlreadyRegistered');
}
