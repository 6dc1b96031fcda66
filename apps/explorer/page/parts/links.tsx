import { count, shortAddress, shortHash } from '../core/format.js';

/** The chain's own account of nobody: 32 zero bytes. */
const NOBODY = '5C4hrfjw9DjXZTzV3MwzrrAr9P1MJhSrvWGWqi1eSuyUpnhM';

export function AddressLink({ address, long }: { readonly address: string; readonly long?: boolean }) {
  if (address === '' || address === NOBODY) return <span class="quiet">nobody</span>;
  return (
    <a class="mono" href={`#/accounts/${address}`} title={address}>
      {long ? address : shortAddress(address)}
    </a>
  );
}

export function BlockLink({ number }: { readonly number: number }) {
  return (
    <a class="num" href={`#/blocks/${number}`}>
      {count(number)}
    </a>
  );
}

export function ExtrinsicLink({ id, hash }: { readonly id: string; readonly hash?: string }) {
  return (
    <a class="mono" href={`#/extrinsics/${id}`} title={hash ?? id}>
      {hash === undefined ? id : shortHash(hash)}
    </a>
  );
}

export function NeuronLink({ netuid, uid }: { readonly netuid: number; readonly uid: number }) {
  return (
    <a class="num" href={`#/subnets/${netuid}/neurons/${uid}`}>
      {uid}
    </a>
  );
}

export const subnetName = (netuid: number): string => (netuid === 0 ? 'Root' : `Subnet ${netuid}`);

export function SubnetLink({ netuid }: { readonly netuid: number }) {
  return <a href={`#/subnets/${netuid}`}>{subnetName(netuid)}</a>;
}
