import {
  fixedBytes,
  option,
  outer,
  struct,
  tuple,
  u32,
  u8,
  type OriginCaller,
  type ValueOf,
} from '@yumanet/frame';
import { Bounded } from '../preimage/bounded.js';

/** Name of a task: 32 bytes as hex. */
export const TaskName = fixedBytes(32);

/** Block and position of a task. */
export const TaskAddress = tuple(u32, u32);

/** Blocks between repetitions, and how many are left. */
export const Period = tuple(u32, u32);

export const Scheduled = struct('pallet_scheduler::Scheduled', {
  maybe_id: option(TaskName),
  priority: u8,
  call: Bounded,
  maybe_periodic: option(Period),
  origin: outer<OriginCaller>('OriginCaller'),
});

export const RetryConfig = struct('pallet_scheduler::RetryConfig', {
  total_retries: u8,
  remaining: u8,
  period: u32,
});

export type Task = ValueOf<typeof Scheduled>;
export type Address = ValueOf<typeof TaskAddress>;
export type Retry = ValueOf<typeof RetryConfig>;
