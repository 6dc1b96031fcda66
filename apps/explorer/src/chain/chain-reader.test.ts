import type { ChainClient } from '@yumanet/chain-client';
import { FakeClock } from '@yumanet/service-kit/testing';
import { expect, it } from 'vitest';
import { ChainReader } from './chain-reader.js';
import { RecentBlocks } from './recent-blocks.js';
import type { ChainGrpc } from './state-at.js';

it('before the first block an answer is a refusal of its promise, never thrown: several are asked for in one list', async () => {
  const client = { source: { endpoint: 'grpc://nowhere' } } as ChainClient;
  const reader = new ChainReader(client, {} as ChainGrpc, new RecentBlocks(1), new FakeClock());
  const asked = ['subnets', 'stakes'].map((name) => reader.atHead(name, () => Promise.resolve(1)));
  await expect(Promise.all(asked)).rejects.toMatchObject({ code: 'CHAIN_AWAY' });
});
