import {
  fromHex,
  toHex,
  twox128Name,
  type FrameRuntime,
  type Hex,
  type RuntimeStorage,
} from '@yumanet/frame';
import { key } from './paid-chain.js';

/** Ways in which a chain's economy can be wrong. */
export const KEYS_BROKEN = [
  'rao from nowhere',
  'an owner is paid twice',
  'somebody else gets the owner’s cut',
  'pending emission is lost',
  'a coldkey gets a rao too much',
  'issuance is burnt without a word',
] as const;

export type Broken = (typeof KEYS_BROKEN)[number];

const item = (pallet: string, name: string): Hex => twox128Name(pallet) + twox128Name(name);
const ISSUED = item('SubtensorModule', 'TotalIssuance');
const BALANCES = item('Balances', 'TotalIssuance');
const PENDING = item('SubtensorModule', 'PendingEmission');
const STAKE = item('SubtensorModule', 'Stake');
const EVENTS = item('System', 'Events');

/** The runtime with one fault, after the step of block `at.block`. */
export function brokenRuntime(
  runtime: FrameRuntime,
  how: Broken,
  at: { readonly block: number },
): FrameRuntime {
  let block = 0;
  return new Proxy(runtime, {
    get(target, name) {
      if (name !== 'call') return Reflect.get(target, name, target) as unknown;
      return (method: string, input: Uint8Array, storage: RuntimeStorage, host: never) => {
        const result = target.call(method, input, storage, host);
        if (method === 'Core_initialize_block') block = blockOf(input);
        if (method === 'Core_initialize_block' && block === at.block) FAULTS[how](storage);
        return result;
      };
    },
  });
}

/** A header begins with 32 bytes of its parent and the compact number. */
function blockOf(header: Uint8Array): number {
  const mode = header[32]! & 3;
  const length = mode === 0 ? 1 : mode === 1 ? 2 : 4;
  let number = 0;
  for (let k = length - 1; k >= 0; k--) number = number * 256 + header[32 + k]!;
  return Math.floor(number / 4);
}

const u64 = (bytes: Uint8Array | undefined): bigint =>
  bytes === undefined ? 0n : new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);

function add(storage: RuntimeStorage, at: Hex, rao: bigint): void {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, u64(storage.get(at)) + rao, true);
  storage.put(at, bytes);
}

/** Puts another account in the place of one, everywhere in the block's events. */
function replaceInEvents(storage: RuntimeStorage, from: string, to: string): void {
  storage.put(EVENTS, fromHex(toHex(storage.get(EVENTS)!).replaceAll(from, to)));
}

const FAULTS: Readonly<Record<Broken, (storage: RuntimeStorage) => void>> = {
  'rao from nowhere': (storage) => add(storage, BALANCES, 12_345n),
  'an owner is paid twice': (storage) => {
    add(storage, BALANCES, 777n);
    add(storage, ISSUED, 777n);
  },
  'somebody else gets the owner’s cut': (storage) =>
    replaceInEvents(storage, key('owner', 1), key('owner', 3)),
  'pending emission is lost': (storage) => {
    const [at] = [...storage.keys(PENDING)].filter((each) => each.startsWith(`${PENDING}0200`));
    add(storage, at ?? '', -1n);
  },
  'a coldkey gets a rao too much': (storage) => {
    for (const at of [...storage.keys(STAKE)]) add(storage, at, 1n);
  },
  'issuance is burnt without a word': (storage) => {
    add(storage, ISSUED, -5n);
    add(storage, BALANCES, -5n);
  },
};
