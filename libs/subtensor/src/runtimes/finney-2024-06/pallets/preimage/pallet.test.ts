import { beforeEach, describe, expect, it } from 'vitest';
import { blake2_256, toHex, type OuterCall } from '@yumanet/frame';
import {
  TestChain,
  account,
  call,
  eventNames,
  failureName,
  type TestBlock,
} from '../../../../testing/index.js';
import { finney202406 } from '../../runtime.js';
import { reserve } from '../balances/reserve.js';
import { Holds } from '../balances/storage.js';
import { PreimageFor, RequestStatusFor, StatusFor } from './storage.js';

const [ALICE, BOB] = [account(1), account(2)];
const TAO = 10n ** 9n;
const bytes = Uint8Array.of(1, 2, 3);
const hash = toHex(blake2_256(bytes));
const PRICE = 104_000_000n + 3n * 1_000_000n;

describe('Preimage', () => {
  let chain: TestChain;
  beforeEach(() => {
    chain = new TestChain(finney202406, {
      balances: { balances: [ALICE, BOB].map((who) => [who, 10n * TAO]) },
      sudo: { key: BOB },
    });
  });

  const preimage = (name: string, args: object): OuterCall => call('Preimage', name, args);
  const send = (name: string, args: object): string =>
    failureName(finney202406, chain.send(ALICE, preimage(name, args)));
  const sudo = (name: string, args: object): TestBlock =>
    chain.send(BOB, call('Sudo', 'sudo', { call: preimage(name, args) }));
  const sudoError = (block: TestBlock): unknown =>
    block.events.find(({ event }) => event.value.type === 'Sudid')?.event.value.value;

  it('is kept against a hold, which comes back', () => {
    expect(send('note_preimage', { bytes })).toBe('ok');
    expect(chain.reserved(ALICE)).toBe(PRICE);
    expect(Holds.get(chain.ctx, ALICE)).toEqual([
      { id: { type: 'Preimage', value: { type: 'Preimage', value: undefined } }, amount: PRICE },
    ]);
    expect(PreimageFor.get(chain.ctx, [hash, 3])).toEqual(bytes);
    expect(send('note_preimage', { bytes })).toBe('Preimage.AlreadyNoted');
    expect(send('unnote_preimage', { hash })).toBe('ok');
    expect(chain.reserved(ALICE)).toBe(0n);
    expect(PreimageFor.exists(chain.ctx, [hash, 3])).toBe(false);
    expect(send('unnote_preimage', { hash })).toBe('Preimage.NotNoted');
  });

  it('is taken back by its owner or root only', () => {
    send('note_preimage', { bytes });
    const other = chain.send(BOB, preimage('unnote_preimage', { hash }));
    expect(failureName(finney202406, other)).toBe('Preimage.NotAuthorized');
    expect(eventNames(sudo('unnote_preimage', { hash }))).toContain('Preimage.Cleared');
    expect(chain.reserved(ALICE)).toBe(0n);
  });

  it('costs nothing when it was asked for', () => {
    expect(eventNames(sudo('request_preimage', { hash }))).toContain('Preimage.Requested');
    const before = chain.free(ALICE);
    expect(send('note_preimage', { bytes })).toBe('ok');
    expect(chain.free(ALICE)).toBe(before);
    sudo('request_preimage', { hash });
    sudo('unrequest_preimage', { hash });
    expect(RequestStatusFor.get(chain.ctx, hash)).toMatchObject({ type: 'Requested', value: { count: 1 } });
    expect(eventNames(sudo('unrequest_preimage', { hash }))).toContain('Preimage.Cleared');
    expect(RequestStatusFor.exists(chain.ctx, hash)).toBe(false);
    expect(sudoError(sudo('unrequest_preimage', { hash }))).toMatchObject({ sudo_result: { ok: false } });
  });

  it('lets its owner have the deposit back while others need it', () => {
    send('note_preimage', { bytes });
    sudo('request_preimage', { hash });
    expect(send('unnote_preimage', { hash })).toBe('ok');
    expect(chain.reserved(ALICE)).toBe(0n);
    expect(PreimageFor.exists(chain.ctx, [hash, 3])).toBe(true);
    expect(send('unnote_preimage', { hash })).toBe('Preimage.NotAuthorized');
  });

  it('goes back to its owner when nobody needs it any more', () => {
    send('note_preimage', { bytes });
    sudo('request_preimage', { hash });
    sudo('unrequest_preimage', { hash });
    expect(RequestStatusFor.get(chain.ctx, hash)).toMatchObject({ type: 'Unrequested' });
  });

  it('needs the price, and has a largest size', () => {
    expect(send('note_preimage', { bytes: new Uint8Array(10_000) })).toBe('Token.FundsUnavailable');
    expect(send('note_preimage', { bytes: new Uint8Array(4 * 1024 * 1024 + 1) })).toBe('Preimage.TooBig');
  });

  it('moves statuses of the time of reserves to holds', () => {
    const { ctx } = chain;
    reserve(ctx, ALICE, TAO);
    StatusFor.put(ctx, hash, { type: 'Unrequested', value: { deposit: [ALICE, TAO], len: 3 } });
    const before = chain.free(BOB);
    const block = chain.send(BOB, preimage('ensure_updated', { hashes: [hash] }));
    expect(failureName(finney202406, block)).toBe('ok');
    expect(chain.free(BOB)).toBe(before);
    expect(chain.reserved(ALICE)).toBe(PRICE);
    expect(RequestStatusFor.get(ctx, hash)).toEqual({
      type: 'Unrequested',
      value: { ticket: [ALICE, PRICE], len: 3 },
    });
    expect(send('ensure_updated', { hashes: [] })).toBe('Preimage.TooFew');
    expect(send('ensure_updated', { hashes: new Array<string>(1025).fill(hash) })).toBe('Preimage.TooMany');
  });
});
