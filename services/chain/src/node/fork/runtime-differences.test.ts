import { metadata as codec } from '@polkadot-api/substrate-bindings';
import { createFinney202406 } from '@yumanet/subtensor';
import { expect, it } from 'vitest';
import { runtimeParameters } from '../../chain-spec/parameters.js';
import { ByteReader } from '../block/byte-reader.js';
import { RuntimeApi } from '../runtime/runtime-api.js';
import { Overlay } from '../state/overlay.js';
import { EMPTY_STATE } from '../state/state-view.js';
import { runtimeDifferences } from './runtime-differences.js';

const runtime = createFinney202406({ parameters: runtimeParameters({ set: 'spec-185' }) });
const api = new RuntimeApi(runtime, new Overlay(EMPTY_STATE), { verifySignature: () => false });
const v14 = new ByteReader(api.call('Metadata_metadata')).bytesWithLength();

interface Pallet {
  name: string;
  storage: { items: { name: string; modifier: number }[] };
  constants: { name: string; value: string; docs: string[] }[];
}

/** The runtime's metadata with something changed. */
function changed(change: (pallets: Pallet[]) => void): Uint8Array {
  const decoded = codec.dec(v14.slice());
  change((decoded.metadata.value as { pallets: Pallet[] }).pallets);
  return codec.enc(decoded);
}
const pallet = (pallets: Pallet[], name: string): Pallet => pallets.find((each) => each.name === name)!;

it('sees no difference between two formats of one runtime, nor in docs', () => {
  const answer = new ByteReader(api.call('Metadata_metadata_at_version', Uint8Array.of(15, 0, 0, 0)));
  expect(answer.u8()).toBe(1);
  expect(runtimeDifferences(v14, answer.bytesWithLength())).toEqual([]);
  const documented = changed((pallets) => (pallet(pallets, 'System').constants[0]!.docs = ['words']));
  expect(runtimeDifferences(v14, documented)).toEqual([]);
});

it('names each pallet that differs, and what in it', () => {
  const other = changed((pallets) => {
    pallet(pallets, 'Balances').constants.find(({ name }) => name === 'MaxLocks')!.value = '0x07000000';
    const { items } = pallet(pallets, 'SubtensorModule').storage;
    items.splice(
      items.findIndex(({ name }) => name === 'Tempo'),
      1,
    );
    items.find(({ name }) => name === 'Rho')!.name = 'Roh';
    pallet(pallets, 'Sudo').name = 'Admin';
  });
  expect(runtimeDifferences(v14, other)).toEqual([
    'Admin: not in this runtime',
    'Balances: constant MaxLocks',
    'SubtensorModule: storage Rho, storage Roh, storage Tempo',
    'Sudo: not there',
  ]);
});

it('says that bytes are no metadata', () => {
  expect(() => runtimeDifferences(v14, Uint8Array.of(1, 2, 3))).toThrow('metadata: expected');
});
