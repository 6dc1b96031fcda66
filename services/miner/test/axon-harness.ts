/** An axon on a free port whose handler says what it is given, and dendrites that ask it. */
import { keyFromUri, type Key } from '@yumanet/chain-client';
import { AxonServiceService, type QueryRequest } from '@yumanet/proto/miner/v1';
import {
  createGrpcClient,
  createMetrics,
  silentLogger,
  systemClock,
  type Clock,
  type GrpcClient,
} from '@yumanet/service-kit';
import { signRequest, type RequestFields, type StreamPiece } from '@yumanet/subnet-kit/axon';
import { parseHotkey } from '@yumanet/units';
import { AxonServer, type AxonServerOptions } from '../src/axon/axon-server.js';
import { Quotas } from '../src/axon/quotas.js';
import type { AxonParts } from '../src/axon/serve-request.js';
import { minerMetrics, type MinerMetrics } from '../src/metrics.js';
import { Nonces } from '../src/store/nonces.js';

export const NETUID = 1;
export const TASK = 'squares';

export interface TestAxon {
  readonly server: AxonServer;
  readonly metrics: MinerMetrics;
  readonly axon: Key;
  /** May ask; the others may not. */
  readonly dendrite: Key;
  readonly stranger: Key;
  /** `host:port`. */
  readonly address: string;
  stop(): Promise<void>;
}

export interface TestAxonOptions extends Partial<Omit<AxonServerOptions, 'axon'>> {
  readonly clock?: Clock;
  readonly ask?: AxonParts['ask'];
  readonly maxBodyBytes?: number;
}

// oxlint-disable-next-line typescript/require-await
async function* echo({ body }: Parameters<AxonParts['ask']>[0]): AsyncGenerator<StreamPiece> {
  yield { body };
}

export async function startAxon(options: TestAxonOptions = {}): Promise<TestAxon> {
  const { clock = systemClock(), ask = echo, maxBodyBytes = 65_536, limits, ...rest } = options;
  const [dendrite, axon, stranger] = (await Promise.all(['//Alice', '//Bob', '//Eve'].map(keyFromUri))) as [
    Key,
    Key,
    Key,
  ];
  const nonces = new Nonces();
  const metrics = minerMetrics(createMetrics({ service: 'miner', version: '0' }));
  const server = new AxonServer({
    host: '127.0.0.1',
    port: 0,
    clock,
    blockMs: 60_000,
    maxMessageBytes: maxBodyBytes + 4_096,
    store: {
      lastPort: undefined,
      rememberPort: () => Promise.resolve(),
      sealingSecret: () => Promise.resolve(Buffer.alloc(32, 9)),
    },
    limits: {
      maxConnections: 1_024,
      maxAddressConnections: 64,
      provenMs: 15_000,
      maxPendingBytes: 16 * maxBodyBytes,
      ...limits,
    },
    ...rest,
    axon: {
      ask,
      hotkey: axon,
      metrics,
      logger: silentLogger(),
      door: {
        ...{ netuid: NETUID, task: TASK, account: parseHotkey(axon.address), clock },
        ...{ nonceWindowMs: 16_000, maxBodyBytes },
        stakeOf: (account) => (account === parseHotkey(dendrite.address) ? 7n : undefined),
        quotas: new Quotas({ clock, hotkeyRate: 100_000, totalRate: 100_000 }),
        takeNonce: (account, nonce) => Promise.resolve(nonces.take(account, nonce)),
      },
    },
  });
  await server.start();
  const address = `127.0.0.1:${server.port}`;
  return { server, metrics, axon, dendrite, stranger, address, stop: () => server.stop() };
}

let lastNonce = 0n;
export function nextNonce(): bigint {
  const now = BigInt(Date.now()) * 1_000_000n;
  lastNonce = now > lastNonce ? now : lastNonce + 1n;
  return lastNonce;
}

export function question(
  { axon, dendrite }: Pick<TestAxon, 'axon' | 'dendrite'>,
  body: Uint8Array = Buffer.from('2'),
  change: Partial<RequestFields> = {},
): QueryRequest {
  return signRequest(dendrite, {
    ...{ netuid: NETUID, task: TASK, axonHotkey: axon.address },
    ...{ body, nonce: nextNonce(), ...change },
  });
}

export type AxonClient = GrpcClient<typeof AxonServiceService>;

export const dial = (address: string): AxonClient => createGrpcClient(AxonServiceService, { address });
