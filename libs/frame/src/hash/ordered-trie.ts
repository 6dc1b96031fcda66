import { Writer } from '../scale/writer.js';
import { blake2_256 } from './hash.js';

/**
 * Root of Substrate's ordered trie (base-16 Patricia trie, layout V0) over values keyed by their compact-encoded
 * position: the extrinsics root of a header. Upstream: sp_trie `LayoutV0::ordered_trie_root`.
 */
export function orderedTrieRoot(values: readonly Uint8Array[]): Uint8Array {
  if (values.length === 0) return blake2_256(Uint8Array.of(0));
  const entries = values
    .map((value, i) => ({ key: nibbles(compact(i)), value }))
    .sort((a, b) => compareNibbles(a.key, b.key));
  return blake2_256(encodeNode(entries, 0));
}

interface Entry {
  readonly key: readonly number[];
  readonly value: Uint8Array;
}

const LEAF = 0b01;
const BRANCH = 0b10;
const BRANCH_WITH_VALUE = 0b11;
const HASH_LENGTH = 32;

const compact = (value: number): Uint8Array => {
  const writer = new Writer(8);
  writer.compact(value);
  return writer.finish();
};

const nibbles = (bytes: Uint8Array): number[] => [...bytes].flatMap((byte) => [byte >> 4, byte & 15]);

function compareNibbles(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) return (a[i] ?? 0) - (b[i] ?? 0);
  return a.length - b.length;
}

/** The node over sorted entries that agree in their first `from` nibbles. */
function encodeNode(entries: readonly Entry[], from: number): Uint8Array {
  const [first] = entries;
  const last = entries[entries.length - 1];
  if (first === undefined || last === undefined) return new Uint8Array();
  const writer = new Writer(256);
  if (entries.length === 1) {
    writeHeader(writer, LEAF, first.key.slice(from));
    writeBytes(writer, first.value);
    return writer.finish();
  }
  const to = commonLength(first.key, last.key);
  const here = first.key.length === to ? first : undefined;
  writeHeader(writer, here === undefined ? BRANCH : BRANCH_WITH_VALUE, first.key.slice(from, to));
  const children = childrenAt(here === undefined ? entries : entries.slice(1), to);
  writer.uint(
    children.reduce((bitmap, child, nibble) => (child === undefined ? bitmap : bitmap | (1 << nibble)), 0),
    2,
  );
  if (here !== undefined) writeBytes(writer, here.value);
  for (const child of children) if (child !== undefined) writeChild(writer, encodeNode(child, to + 1));
  return writer.finish();
}

/** Entries by their nibble at `at`. */
function childrenAt(entries: readonly Entry[], at: number): (Entry[] | undefined)[] {
  const children = new Array<Entry[] | undefined>(16).fill(undefined);
  for (const entry of entries) {
    const nibble = entry.key[at] ?? 0;
    (children[nibble] ??= []).push(entry);
  }
  return children;
}

function commonLength(a: readonly number[], b: readonly number[]): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  return length;
}

/** Two bits of kind, six of the partial key's length (at most 10 nibbles here), then its nibbles packed. */
function writeHeader(writer: Writer, kind: number, partial: readonly number[]): void {
  writer.uint((kind << 6) | partial.length, 1);
  const odd = partial.length % 2;
  if (odd === 1) writer.uint(partial[0] ?? 0, 1);
  for (let i = odd; i < partial.length; i += 2)
    writer.uint(((partial[i] ?? 0) << 4) | (partial[i + 1] ?? 0), 1);
}

function writeBytes(writer: Writer, bytes: Uint8Array): void {
  writer.compact(bytes.length);
  writer.raw(bytes);
}

/** Short nodes stand inside their parent, long ones as their hash. */
function writeChild(writer: Writer, node: Uint8Array): void {
  writeBytes(writer, node.length < HASH_LENGTH ? node : blake2_256(node));
}
