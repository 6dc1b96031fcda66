import { keyFromUri, type Key } from '@yumanet/chain-client';
import { AxonServiceService } from '@yumanet/proto/miner/v1';
import { GrpcServer } from '@yumanet/service-kit';
import {
  axonError,
  signResponse,
  signStream,
  verifyRequest,
  type StreamPiece,
} from '@yumanet/subnet-kit/axon';
import type { Miner } from '../src/gateway/routing/miners.js';

/** What an axon does wrong. */
export type Fault = 'breaks' | 'breaks midway' | 'forges' | 'sleeps' | 'talks nonsense';

export interface TextAxon {
  readonly miner: Miner;
  asked: number;
  readonly stop: () => Promise<void>;
}

const bytes = (value: unknown) => Buffer.from(JSON.stringify(value));

interface Asked {
  readonly messages: readonly { readonly role: string; readonly content: string }[];
}

/** An axon on a free port that says the words, from where the assistant's last message ended; its faults are a miner's. */
export async function textAxon(
  uid: number,
  words: readonly string[],
  { fault, incentive = 1_000 }: { readonly fault?: Fault; readonly incentive?: number } = {},
): Promise<TextAxon> {
  const key: Key = await keyFromUri(`//Eve//${uid}`);
  const signer = fault === 'forges' ? await keyFromUri('//Mallory') : key;
  const broken = axonError('HANDLER_FAILED', 'handler: broken');
  const own = { asked: 0 };
  const server = new GrpcServer({ host: '127.0.0.1', port: 0 }).add(AxonServiceService, {
    async query(request, { signal }) {
      await verifyRequest(request);
      own.asked += 1;
      if (fault === 'breaks' || fault === 'breaks midway') throw broken;
      if (fault === 'sleeps') await asleep(signal);
      const answer = fault === 'talks nonsense' ? { kind: 'poem' } : { kind: 'chat', text: words.join('') };
      return signResponse(signer, request, bytes(answer));
    },
    async *queryStream({ request }, { signal }) {
      await verifyRequest(request!);
      own.asked += 1;
      const { messages } = JSON.parse(request!.body.toString()) as Asked;
      const last = messages.at(-1)!;
      const said = last.role === 'assistant' ? last.content : '';
      async function* pieces(): AsyncGenerator<StreamPiece> {
        if (fault === 'breaks') throw broken;
        if (fault === 'sleeps') await asleep(signal);
        let text = '';
        for (const word of words) {
          text += word;
          if (text.length <= said.length) continue;
          yield { chunk: bytes(fault === 'talks nonsense' ? 7 : word) };
          if (fault === 'breaks midway') throw broken;
        }
      }
      yield* signStream(signer, request!, pieces());
    },
    getSealingKey: () => Promise.reject(broken),
  });
  await server.start();
  const address = `127.0.0.1:${server.port}`;
  const miner: Miner = {
    ...{ uid, hotkey: key.address, registeredAt: 1, incentive },
    axon: { address, servedAt: 2, protocol: 'grpc' },
  };
  return Object.assign(own, { miner, stop: () => server.stop() });
}

const asleep = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
