import { beforeEach, describe, expect, it } from 'vitest';
import { blake2_256, toHex, type OuterCall } from '@yumanet/frame';
import { TestChain, account, address, call, failureName, type TestBlock } from '../../../../testing/index.js';
import { finney202406 } from '../../runtime.js';
import { allows, isSuperset } from './proxy-type.js';
import { Announcements, Proxies } from './storage.js';

const [REAL, DELEGATE, OTHER] = [account(1), account(2), account(3)];
const TAO = 10n ** 9n;
const pay = call('Balances', 'transfer_keep_alive', { dest: address(OTHER), value: TAO });
const remark = call('System', 'remark', { remark: Uint8Array.of(1) });
const any = { type: 'Any' };

describe('Proxy', () => {
  let chain: TestChain;
  beforeEach(() => {
    chain = new TestChain(finney202406, {
      balances: { balances: [REAL, DELEGATE].map((who) => [who, 10n * TAO]) },
    });
  });

  const send = (who: string, name: string, args: object = {}): string =>
    failureName(finney202406, chain.send(who, call('Proxy', name, args)));
  const add = (proxy_type: object = any, delay = 0, delegate = DELEGATE): string =>
    send(REAL, 'add_proxy', { delegate: address(delegate), proxy_type, delay });
  const through = (inner: OuterCall, force_proxy_type?: object): TestBlock =>
    chain.send(DELEGATE, call('Proxy', 'proxy', { real: address(REAL), force_proxy_type, call: inner }));
  const executed = (block: TestBlock): unknown =>
    block.events.find(({ event }) => event.value.type === 'ProxyExecuted')?.event.value.value;
  const OK = { result: { ok: true, value: undefined } };
  const FILTERED = {
    result: { ok: false, value: { type: 'Module', value: { index: 0, error: '05000000' } } },
  };

  it('acts for who made it a proxy', () => {
    expect(add()).toBe('ok');
    expect(chain.reserved(REAL)).toBe(93_000_000n);
    expect(executed(through(pay))).toEqual(OK);
    expect(chain.free(OTHER)).toBe(TAO);
  });

  it('does what its type allows', () => {
    add({ type: 'NonTransfer' });
    expect(executed(through(pay))).toEqual(FILTERED);
    expect(executed(through(remark))).toEqual(OK);
    expect(executed(through(call('Utility', 'batch', { calls: [pay] })))).toEqual(OK);
    expect(chain.free(OTHER)).toBe(0n);
  });

  it('may not make itself or others stronger', () => {
    add({ type: 'NonTransfer' });
    const more = call('Proxy', 'add_proxy', { delegate: address(OTHER), proxy_type: any, delay: 0 });
    expect(executed(through(more))).toEqual(FILTERED);
    expect(executed(through(call('Proxy', 'remove_proxies')))).toEqual(FILTERED);
    const same = call('Proxy', 'add_proxy', {
      delegate: address(OTHER),
      proxy_type: { type: 'Staking' },
      delay: 0,
    });
    expect(executed(through(same))).toEqual(OK);
  });

  it('names what is wrong', () => {
    expect(failureName(finney202406, through(pay))).toBe('Proxy.NotProxy');
    expect(add(any, 0, REAL)).toBe('Proxy.NoSelfProxy');
    expect(add()).toBe('ok');
    expect(add()).toBe('Proxy.Duplicate');
    expect(failureName(finney202406, through(pay, { type: 'Staking' }))).toBe('Proxy.NotProxy');
    const stranger = { delegate: address(OTHER), proxy_type: any, delay: 0 };
    expect(send(REAL, 'remove_proxy', stranger)).toBe('Proxy.NotFound');
    for (let i = 0; i < 19; i++) expect(add(any, 0, account(100 + i))).toBe('ok');
    expect(add(any, 0, account(200))).toBe('Proxy.TooMany');
  });

  it('keeps definitions sorted, and gives deposits back', () => {
    add({ type: 'Staking' });
    add({ type: 'Owner' });
    add(any, 5);
    add(any, 0);
    const [proxies] = Proxies.get(chain.ctx, REAL);
    expect(proxies.map(({ proxy_type, delay }) => `${proxy_type.type} ${delay}`)).toEqual([
      'Any 0',
      'Any 5',
      'Owner 0',
      'Staking 0',
    ]);
    expect(send(REAL, 'remove_proxy', { delegate: address(DELEGATE), proxy_type: any, delay: 5 })).toBe('ok');
    expect(chain.reserved(REAL)).toBe(60_000_000n + 3n * 33_000_000n);
    expect(send(REAL, 'remove_proxies')).toBe('ok');
    expect(chain.reserved(REAL)).toBe(0n);
    expect(Proxies.exists(chain.ctx, REAL)).toBe(false);
  });

  it('with a delay must announce first', () => {
    add(any, 2);
    expect(failureName(finney202406, through(pay))).toBe('Proxy.Unannounced');
    const call_hash = toHex(blake2_256(chain.ctx.encodeCall(pay)));
    expect(send(DELEGATE, 'announce', { real: address(REAL), call_hash })).toBe('ok');
    expect(chain.reserved(DELEGATE)).toBe(104_000_000n);
    const announced = {
      delegate: address(DELEGATE),
      real: address(REAL),
      force_proxy_type: undefined,
      call: pay,
    };
    expect(send(DELEGATE, 'proxy_announced', announced)).toBe('Proxy.Unannounced');
    expect(send(DELEGATE, 'proxy_announced', announced)).toBe('ok');
    expect(chain.free(OTHER)).toBe(TAO);
    expect(chain.reserved(DELEGATE)).toBe(0n);
  });

  it('may take an announcement back, and be refused', () => {
    add(any, 2);
    const call_hash = account(7);
    expect(send(DELEGATE, 'announce', { real: address(OTHER), call_hash })).toBe('Proxy.NotProxy');
    send(DELEGATE, 'announce', { real: address(REAL), call_hash });
    expect(send(REAL, 'reject_announcement', { delegate: address(DELEGATE), call_hash: account(8) })).toBe(
      'Proxy.NotFound',
    );
    expect(send(REAL, 'reject_announcement', { delegate: address(DELEGATE), call_hash })).toBe('ok');
    send(DELEGATE, 'announce', { real: address(REAL), call_hash });
    expect(send(DELEGATE, 'remove_announcement', { real: address(REAL), call_hash })).toBe('ok');
    expect(Announcements.exists(chain.ctx, DELEGATE)).toBe(false);
  });

  it('spawns and kills accounts without a key', () => {
    const block = chain.send(REAL, call('Proxy', 'create_pure', { proxy_type: any, delay: 0, index: 0 }));
    const created = block.events.find(({ event }) => event.value.type === 'PureCreated')?.event.value.value;
    const { pure } = created as { pure: string };
    chain.send(REAL, call('Balances', 'transfer_keep_alive', { dest: address(pure), value: 5n * TAO }));
    const asPure = (inner: OuterCall): TestBlock =>
      chain.send(
        REAL,
        call('Proxy', 'proxy', { real: address(pure), force_proxy_type: undefined, call: inner }),
      );
    expect(executed(asPure(pay))).toEqual(OK);
    const kill = (height: number): OuterCall =>
      call('Proxy', 'kill_pure', {
        spawner: address(REAL),
        proxy_type: any,
        index: 0,
        height,
        ext_index: 1,
      });
    expect(executed(asPure(kill(2)))).toMatchObject({ result: { ok: false } });
    expect(executed(asPure(kill(1)))).toEqual(OK);
    expect(chain.reserved(REAL)).toBe(0n);
  });
});

describe('proxy types', () => {
  const subtensor = (name: string): OuterCall => call('SubtensorModule', name);

  it.each([
    ['Any', call('Sudo', 'sudo'), true],
    ['Owner', call('AdminUtils', 'sudo_set_tempo'), true],
    ['Owner', remark, false],
    ['NonCritical', subtensor('dissolve_network'), false],
    ['NonCritical', call('Triumvirate', 'vote'), false],
    ['NonCritical', subtensor('set_weights'), true],
    ['NonFungibile', subtensor('add_stake'), false],
    ['NonFungibile', subtensor('set_weights'), true],
    ['Staking', subtensor('remove_stake'), true],
    ['Staking', subtensor('register'), false],
    ['Registration', subtensor('burned_register'), true],
    ['Senate', call('SenateMembers', 'add_member'), true],
    ['Triumvirate', call('TriumvirateMembers', 'add_member'), true],
    ['Governance', call('Triumvirate', 'propose'), true],
    ['Governance', remark, false],
  ] as const)('%s and %o: %s', (type, inner, expected) => {
    expect(allows(type, inner)).toBe(expected);
  });

  it('include one another as upstream says', () => {
    expect(isSuperset('Any', 'Staking')).toBe(true);
    expect(isSuperset('Staking', 'Any')).toBe(false);
    expect(isSuperset('NonTransfer', 'Staking')).toBe(true);
    expect(isSuperset('Governance', 'Senate')).toBe(true);
    expect(isSuperset('Governance', 'Staking')).toBe(false);
  });
});
