import { beforeEach, describe, expect, it } from 'vitest';
import type { OuterCall } from '@yumanet/frame';
import {
  TestChain,
  account,
  address,
  call,
  eventNames,
  failureName,
  type TestBlock,
} from '../../../../testing/index.js';
import { finney202406 } from '../../runtime.js';
import { RequestStatusFor } from '../preimage/storage.js';
import { ensurePrivilege } from './privilege.js';
import { Agenda, IncompleteSince, Lookup, Retries } from './storage.js';
import { WeightMeter } from './weight-meter.js';

const [ROOT, BOB] = [account(1), account(2)];
const TAO = 10n ** 9n;
const ID = account(0x77);
const endow = (value: bigint): OuterCall =>
  call('Balances', 'force_set_balance', { who: address(BOB), new_free: value });
/** Root may not remark with an event: a call that fails. */
const failing = call('System', 'remark_with_event', { remark: new Uint8Array() });

describe('Scheduler', () => {
  let chain: TestChain;
  beforeEach(() => {
    chain = new TestChain(finney202406, {
      balances: { balances: [[ROOT, 10n * TAO]] },
      sudo: { key: ROOT },
    });
  });

  const sudo = (name: string, args: object): TestBlock =>
    chain.send(ROOT, call('Sudo', 'sudo', { call: call('Scheduler', name, args) }));
  const errorOf = (block: TestBlock): string | undefined => {
    const sudid = block.events.find(({ event }) => event.value.type === 'Sudid')?.event.value.value;
    const { sudo_result } = sudid as { sudo_result: { ok: boolean; value?: never } };
    if (sudo_result.ok) return undefined;
    return failureName(finney202406, {
      ...block,
      results: [{ ok: true, value: { ok: false, value: sudo_result.value as never } }],
    });
  };
  const plan = (change: object = {}) => ({
    when: 3,
    maybe_periodic: undefined,
    priority: 0,
    call: endow(TAO),
    ...change,
  });
  const scheduled = (block: TestBlock): string[] =>
    eventNames(block).filter((name) => name.startsWith('Scheduler'));

  it('runs a call at its block, as root, before any extrinsic', () => {
    expect(scheduled(sudo('schedule', plan()))).toEqual(['Scheduler.Scheduled']);
    chain.block();
    expect(chain.free(BOB)).toBe(0n);
    const block = chain.block();
    expect(eventNames(block)[0]).toBe('System.NewAccount');
    expect(scheduled(block)).toEqual(['Scheduler.Dispatched']);
    expect(block.events.find(({ event }) => event.type === 'Scheduler')?.phase).toEqual({
      type: 'Initialization',
      value: undefined,
    });
    expect(chain.free(BOB)).toBe(TAO);
    expect(Agenda.exists(chain.ctx, 3)).toBe(false);
  });

  it('is for root only, and for the future', () => {
    const direct = chain.send(ROOT, call('Scheduler', 'schedule', plan()));
    expect(failureName(finney202406, direct)).toBe('BadOrigin');
    expect(errorOf(sudo('schedule', plan({ when: 2 })))).toBe('Scheduler.TargetBlockNumberInPast');
  });

  it('runs by priority, and leaves nothing of a call that failed', () => {
    sudo('schedule', plan({ when: 5, priority: 2, call: endow(2n * TAO) }));
    sudo('schedule', plan({ when: 5, priority: 1, call: endow(TAO) }));
    sudo('schedule', plan({ when: 5, priority: 0, call: failing }));
    chain.block();
    const results = chain
      .block()
      .events.flatMap(({ event }) =>
        event.value.type === 'Dispatched'
          ? [(event.value.value as { result: { ok: boolean } }).result.ok]
          : [],
      );
    expect(results).toEqual([false, true, true]);
    expect(chain.free(BOB)).toBe(2n * TAO);
  });

  it('repeats', () => {
    sudo('schedule_after', { after: 0, maybe_periodic: [2, 3], priority: 0, call: endow(TAO) });
    const ran: number[] = [];
    for (let number = 2; number <= 10; number++)
      if (scheduled(chain.block()).includes('Scheduler.Dispatched')) ran.push(number);
    expect(ran).toEqual([2, 4, 6]);
  });

  it('knows tasks by name, cancels them, and leaves no hole at the end', () => {
    expect(errorOf(sudo('schedule_named', { id: ID, ...plan({ when: 9 }) }))).toBeUndefined();
    expect(Lookup.get(chain.ctx, ID)).toEqual([9, 0]);
    expect(errorOf(sudo('schedule_named', { id: ID, ...plan({ when: 9 }) }))).toBe(
      'Scheduler.FailedToSchedule',
    );
    sudo('schedule', plan({ when: 9 }));
    expect(scheduled(sudo('cancel_named', { id: ID }))).toEqual(['Scheduler.Canceled']);
    expect(Agenda.get(chain.ctx, 9).map((task) => task !== undefined)).toEqual([false, true]);
    sudo('cancel', { when: 9, index: 1 });
    expect(Agenda.exists(chain.ctx, 9)).toBe(false);
    expect(errorOf(sudo('cancel', { when: 9, index: 1 }))).toBe('Scheduler.NotFound');
    expect(errorOf(sudo('cancel_named', { id: ID }))).toBe('Scheduler.NotFound');
  });

  it('names tasks some blocks ahead', () => {
    sudo('schedule_named_after', {
      id: ID,
      after: 1,
      maybe_periodic: undefined,
      priority: 0,
      call: endow(TAO),
    });
    expect(Lookup.get(chain.ctx, ID)).toEqual([3, 0]);
    chain.block();
    chain.block();
    expect(Lookup.exists(chain.ctx, ID)).toBe(false);
    expect(chain.free(BOB)).toBe(TAO);
  });

  it('keeps long calls as preimages', () => {
    const long = call('Utility', 'batch', { calls: new Array<OuterCall>(5).fill(endow(TAO)) });
    sudo('schedule', plan({ call: long }));
    const [task] = Agenda.get(chain.ctx, 3);
    if (task?.call.type !== 'Lookup') throw new Error('expected a preimage');
    const { hash } = task.call.value;
    // Noted by root counts as one request, the task as another.
    expect(RequestStatusFor.get(chain.ctx, hash)).toMatchObject({ type: 'Requested', value: { count: 2 } });
    chain.block();
    chain.block();
    expect(chain.free(BOB)).toBe(TAO);
    expect(RequestStatusFor.get(chain.ctx, hash)).toMatchObject({ type: 'Requested', value: { count: 1 } });
  });

  it('tries failed tasks again', () => {
    sudo('schedule', plan({ when: 4, call: failing }));
    expect(scheduled(sudo('set_retry', { task: [4, 0], retries: 2, period: 1 }))).toEqual([
      'Scheduler.RetrySet',
    ]);
    const tries = (): number => {
      let count = 0;
      for (let i = 0; i < 6; i++) if (scheduled(chain.block()).includes('Scheduler.Dispatched')) count++;
      return count;
    };
    expect(tries()).toBe(0 + 3);
    expect(errorOf(sudo('set_retry', { task: [4, 0], retries: 2, period: 1 }))).toBe('Scheduler.NotFound');
  });

  it('sets and cancels retries by name', () => {
    sudo('schedule_named', { id: ID, ...plan({ when: 9 }) });
    sudo('set_retry_named', { id: ID, retries: 5, period: 3 });
    expect(Retries.get(chain.ctx, [9, 0])).toEqual({ total_retries: 5, remaining: 5, period: 3 });
    expect(scheduled(sudo('cancel_retry_named', { id: ID }))).toEqual(['Scheduler.RetryCancelled']);
    sudo('set_retry', { task: [9, 0], retries: 1, period: 1 });
    sudo('cancel_retry', { task: [9, 0] });
    expect(Retries.exists(chain.ctx, [9, 0])).toBe(false);
    expect(errorOf(sudo('cancel_retry_named', { id: BOB }))).toBe('Scheduler.NotFound');
  });

  it('drops what can never run, and puts off what does not fit now', () => {
    const heavy = (ref_time: bigint): OuterCall =>
      call('Utility', 'with_weight', { call: endow(TAO), weight: { ref_time, proof_size: 0n } });
    sudo('schedule', plan({ when: 4, call: heavy(3_300_000_000_000n) }));
    sudo('schedule', plan({ when: 4, call: heavy(2_000_000_000_000n) }));
    chain.block();
    expect(scheduled(chain.block())).toEqual(['Scheduler.PermanentlyOverweight', 'Scheduler.Dispatched']);
    const when = chain.number + 3;
    sudo('schedule', plan({ when, call: heavy(2_000_000_000_000n) }));
    sudo('schedule', plan({ when, call: heavy(2_000_000_000_000n) }));
    expect(scheduled(chain.block())).toEqual(['Scheduler.Dispatched']);
    expect(IncompleteSince.get(chain.ctx)).toBe(when);
    expect(scheduled(chain.block())).toEqual(['Scheduler.Dispatched']);
    expect(IncompleteSince.get(chain.ctx)).toBeUndefined();
  });

  it('holds at most 50 tasks for a block', () => {
    const schedule = call('Scheduler', 'schedule', plan({ when: 30 }));
    const many = call('Utility', 'force_batch', { calls: new Array<OuterCall>(51).fill(schedule) });
    const block = chain.send(ROOT, call('Sudo', 'sudo', { call: many }));
    expect(eventNames(block).filter((name) => name === 'Utility.ItemFailed')).toHaveLength(1);
    expect(Agenda.get(chain.ctx, 30)).toHaveLength(50);
  });
});

describe('privilege', () => {
  const motion = (yes: number, count: number) => ({
    type: 'Triumvirate',
    value: { type: 'Members', value: [yes, count] },
  });
  const system = (type: string, value?: string) => ({ type: 'system', value: { type, value } });

  it('goes to root, to the same origin, and to the larger share of votes', () => {
    expect(() => ensurePrivilege(system('Root'), system('Signed', ROOT))).not.toThrow();
    expect(() => ensurePrivilege(system('Signed', ROOT), system('Signed', ROOT))).not.toThrow();
    expect(() => ensurePrivilege(system('Signed', BOB), system('Signed', ROOT))).toThrow('BadOrigin');
    expect(() => ensurePrivilege(motion(2, 3), motion(1, 2))).not.toThrow();
    expect(() => ensurePrivilege(motion(1, 3), motion(1, 2))).toThrow('BadOrigin');
    expect(() => ensurePrivilege(motion(1, 3), system('Root'))).toThrow('BadOrigin');
  });
});

describe('WeightMeter', () => {
  it('uses weight up to its limit in every part', () => {
    const meter = new WeightMeter({ ref_time: 10n, proof_size: 5n });
    expect(meter.tryConsume({ ref_time: 10n, proof_size: 0n })).toBe(true);
    expect(meter.tryConsume({ ref_time: 0n, proof_size: 6n })).toBe(false);
    expect(meter.consumed).toEqual({ ref_time: 10n, proof_size: 0n });
  });
});
