import { blake2_256, toHex, type AccountId, type OuterCall } from '@yumanet/frame';

export const TAO = 1_000_000_000n;

/** One transaction: who signs, and what. */
export type Action = readonly [who: AccountId, call: OuterCall];

/** The account of a name: nobody has its key, and signatures are not checked here. */
export const accountOf = (name: string): AccountId => toHex(blake2_256(new TextEncoder().encode(name)));

export const SUDO = accountOf('sudo');

export const subtensor = (type: string, value: object = {}): OuterCall => ({
  type: 'SubtensorModule',
  value: { type, value },
});

/** A setter of AdminUtils, by root. */
export const setting = (name: string, value: object): Action => [
  SUDO,
  {
    type: 'Sudo',
    value: {
      type: 'sudo',
      value: { call: { type: 'AdminUtils', value: { type: `sudo_set_${name}`, value } } },
    },
  },
];

export interface Validator {
  readonly hotkey: AccountId;
  readonly coldkey: AccountId;
}

export const validator = (i: number): Validator => ({
  hotkey: accountOf(`validator ${i}`),
  coldkey: accountOf(`validator ${i} cold`),
});

/** Owns networks and, with one coldkey, all their miners. */
export const ownerOf = (i: number): AccountId => accountOf(`owner ${i}`);
export const minerOf = (owner: AccountId, i: number): AccountId => accountOf(`miner ${owner} ${i}`);
export const nominator = (i: number): AccountId => accountOf(`nominator ${i}`);
