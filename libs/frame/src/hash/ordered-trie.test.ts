import { describe, expect, it } from 'vitest';
import { toHex } from '../scale/hex.js';
import { orderedTrieRoot } from './ordered-trie.js';

/** Item i: (7 i mod 90) bytes, each i mod 251. */
const items = (count: number): Uint8Array[] =>
  Array.from({ length: count }, (_, i) => new Uint8Array((i * 7) % 90).fill(i % 251));

describe('orderedTrieRoot', () => {
  // Measured with the Rust crate trie-root 0.18 (trie_root_no_extension) and sp-trie's layout V0.
  it.each([
    [0, '03170a2e7597b7b7e3d84c05391d139a62b157e78786d8c082f29dcf4c111314'],
    [1, '8077a6c7a347a74bf93a813cad4edc5e1b53566593dac5e6b19f7b48c365842b'],
    [2, '297084660235ce9f27f4f345c5698460e9f2e8cd703bec2f19bccd0b29d6443c'],
    [3, 'fca7e861a124680e9d0c2038321613389a4363140e5d97c9a2a32ca3988e276d'],
    [17, '2084ac4c41b8763ec539ba6c9cbc8bb49f99856b131e600365b29f582df4eacd'],
    [63, '4cc9c9107fd5a23ab0b1e37d6485fb9c0119d11b77ceb0585f5d82f9fd4f36e3'],
    [64, '396c99a47f3ad4ffa4f03a49adb26a9899133e590179ff43013565a7249efc35'],
    [65, '28a6e6dabcfd881e309d8646b4ddbbc9692d03e2d24a75080870f99c377fa6bf'],
    [300, '1dfe8171fe59ea7e4635c4defe03569a26499bc7138562de0e357f5d191aad6a'],
    [20_000, 'cd89a9d099b29defafe3033cb77fef3df1a2f235f10bee85f7b5f9e6f796288d'],
  ])('equals upstream for %i extrinsics', (count, root) => {
    expect(toHex(orderedTrieRoot(items(count)))).toBe(root);
  });
});
