import type { ChainBlock } from '@yumanet/chain-client';
import { expect, it } from 'vitest';
import { newestBlocks } from './newest-blocks.js';

/** A chain whose head is `lead` blocks ahead of the block that is fetched; `fetched` and `begun` say what it was asked. */
function chainOf(lead: (block: number) => number | Error) {
  const [fetched, begun]: number[][] = [[], []];
  let at = 0;
  const client = {
    source: {
      head: () => {
        const ahead = lead(at);
        return ahead instanceof Error
          ? Promise.reject(ahead)
          : Promise.resolve({ number: at + ahead, hash: '0x' as const });
      },
    },
    async *finalizedBlocks(from: number) {
      begun!.push(from);
      for (at = from; at < 100; at++) {
        fetched!.push(at);
        yield await Promise.resolve({ number: at } as ChainBlock);
      }
    },
  };
  return { client, fetched, begun };
}

async function seen(client: Parameters<typeof newestBlocks>[0], many: number): Promise<number[]> {
  const numbers: number[] = [];
  for await (const { number } of newestBlocks(client, 1, new AbortController().signal)) {
    numbers.push(number);
    if (numbers.length === many) break;
  }
  return numbers;
}

it('gives every block to who keeps up, also with one upon it', async () => {
  const { client, begun } = chainOf((block) => block % 2);
  expect(await seen(client, 5)).toEqual([1, 2, 3, 4, 5]);
  expect(begun).toEqual([1]);
});

it('leaves out what is old, and goes on when it has caught up', async () => {
  const { client, begun } = chainOf((block) => (block < 4 ? 5 : 0));
  expect(await seen(client, 2)).toEqual([4, 5]);
  expect(begun).toEqual([1]);
});

it('jumps to the head when it is far behind, instead of fetching all that lies between', async () => {
  const { client, begun, fetched } = chainOf((block) => (block === 2 ? 50 : 0));
  expect(await seen(client, 3)).toEqual([1, 52, 53]);
  expect(begun).toEqual([1, 52]);
  expect(fetched).toEqual([1, 2, 52, 53]);
});

it('gives the block when the head is not known', async () => {
  const { client } = chainOf(() => new Error('no answer'));
  expect(await seen(client, 2)).toEqual([1, 2]);
});
