import { IntentState } from '@yumanet/proto/validator/v1';
import { expect, it } from 'vitest';
import { IntentAccount } from './intents.mjs';

const { INTENT_STATE_SENT, INTENT_STATE_EFFECTIVE, INTENT_STATE_REFUSED, INTENT_STATE_EXPIRED } = IntentState;
const TEMPO = 21;
const intent = (k: number, state: IntentState, error = '') => ({ epoch: BigInt(k * TEMPO), state, error });

const accountOf = (...heard: ReturnType<typeof intent>[][]) => {
  const account = new IntentAccount('judge', TEMPO);
  for (const intents of heard) account.hear(intents);
  return account;
};

it('counts how each epoch ended, whenever it was heard', () => {
  const account = accountOf(
    [intent(1, INTENT_STATE_EXPIRED, 'NEVER_DECIDED: NO_SCORES'), intent(2, INTENT_STATE_SENT)],
    [intent(2, INTENT_STATE_EFFECTIVE), intent(3, INTENT_STATE_REFUSED, 'NotRegistered')],
    [intent(4, INTENT_STATE_EFFECTIVE), intent(5, INTENT_STATE_SENT)],
  );
  expect(account.verdict()).toMatchObject({ epochs: 5, effective: 2, refused: 1, expired: 1, underWay: 1 });
  expect(account.verdict().reasons).toEqual({ 'NEVER_DECIDED: NO_SCORES': 1, NotRegistered: 1 });
  expect(account.problems()).toEqual([]);
});

it.each([
  [
    'an epoch without an intent',
    [[1, 3, 4].map((k) => intent(k, INTENT_STATE_EFFECTIVE))],
    'epochs without an intent: 42',
  ],
  [
    'one that never ended',
    [[intent(1, INTENT_STATE_SENT), ...[2, 3, 4].map((k) => intent(k, INTENT_STATE_EFFECTIVE))]],
    '1 intents without an end',
  ],
  [
    'one without a reason',
    [[intent(1, INTENT_STATE_EFFECTIVE), intent(2, INTENT_STATE_EXPIRED)]],
    'without a reason',
  ],
  [
    'one that ended twice',
    [
      [intent(1, INTENT_STATE_EFFECTIVE)],
      [intent(1, INTENT_STATE_EXPIRED, 'x'), intent(2, INTENT_STATE_EFFECTIVE)],
    ],
    '21: effective, then expired',
  ],
  ['none that counted', [[intent(1, INTENT_STATE_EXPIRED, 'x')]], 'no intent was effective'],
])('tells of %s', (_, heard, problem) => {
  expect(accountOf(...heard).problems()).toEqual([expect.stringContaining(problem)]);
});
