import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Logger } from '@yumanet/service-kit/core';
import { to0x } from './bytes.js';
import { loadSpec } from './chain-spec/load-spec.js';
import type { ChainSpec } from './chain-spec/schema.js';
import { specRuntime, type SpecRuntime } from './chain-spec/spec-runtime.js';
import { natsServersOf, servesDevMethods, type ChainConfig } from './config/schema.js';
import { ChainError, messageOf } from './errors.js';
import { LmdbBlockLog } from './node/block-log.js';
import type { Block } from './node/block/block.js';
import { busyShare } from './node/busy-share.js';
import { BlockTraces } from './node/block-traces.js';
import { systemClock } from './node/block/clock.js';
import { Chain, type ChainOptions } from './node/chain.js';
import type { ForkSettings } from './node/fork/open-fork.js';
import { IssuanceWatch } from './node/issuance-watch.js';
import { buildGenesis, prepareStore } from './node/open-chain.js';
import { isSigned } from './node/pool/transaction.js';
import { SignatureVerifier } from './node/signatures/signature-verifier.js';
import { ChainStore } from './node/state/chain-store.js';
import { DataFolderLock, storePath } from './node/state/data-folder.js';
import { FairTurns } from './rpc/fair-turns.js';
import { rpcMethods } from './rpc/methods.js';
import { RpcServer } from './rpc/rpc-server.js';
import type { Tracing } from '@yumanet/service-kit/observability';
import type { BlockLog } from './node/block-log.js';
import type { Cluster } from './cluster/cluster.js';
import type { QuorumService } from './quorum/quorum-service.js';
import type { QuorumDependencies } from './quorum/start-quorum.js';
import type { Outlets } from './start-outlets.js';

export interface ChainServiceDependencies {
  /** Whatever the chain spec says; without it, the runtime of the spec. */
  readonly runtime?: SpecRuntime;
  readonly log: Logger;
  readonly version: string;
  /** The chain cannot go on; the process should end with the error's exit code. */
  readonly onFatal: (error: unknown) => void;
}

export interface ChainService {
  readonly chain: Chain;
  readonly spec: ChainSpec;
  readonly rpcPort: number;
  /** gRPC, publishing, status. */
  readonly outlets: Outlets;
  /** Undefined where spans go nowhere. */
  readonly tracing: Tracing | undefined;
  /** The folder in use; temporary unless one was configured. */
  readonly dataDir: string;
  /** Ends everything in reverse order. */
  stop(): Promise<void>;
}

const MEGABYTE = 1024 * 1024;
/** Of the storage subscriptions of one client: each block looks at all of them. */
const MAX_WATCHED_KEYS = 20_000;
const MAX_BLOCK_BYTES = (5 * MEGABYTE * 3) / 4;

/** Starts a node: folder, store, chain, JSON-RPC, outlets, in this order. @throws ChainError for whatever is in the way. */
export async function startChainService(
  config: ChainConfig,
  deps: ChainServiceDependencies,
): Promise<ChainService> {
  checkFork(config);
  const base = loadSpec({
    network: config.network,
    specFile: config.chainSpec,
    snapshotFile: config.genesisSnapshot,
  });
  const dataDir = config.dataDir ?? mkdtempSync(join(tmpdir(), 'yumanet-chain-'));
  const cleanUps: (() => unknown)[] = [];
  const stop = async (): Promise<void> => {
    for (let cleanUp = cleanUps.pop(); cleanUp !== undefined; cleanUp = cleanUps.pop()) await cleanUp();
  };
  try {
    if (config.dataDir === undefined) cleanUps.push(() => rmSync(dataDir, { recursive: true, force: true }));
    const lock = DataFolderLock.take(dataDir);
    cleanUps.push(() => lock.release());
    const tracing = await startTracing(config, deps.version, cleanUps);
    const opened = await openChain(config, { ...deps, tracing }, base, dataDir, cleanUps);
    const { chain, spec, issuance, cluster, quorum } = opened;
    // Says that the node stops until all who ask it are gone.
    let stopStatus = (): Promise<void> => Promise.resolve();
    cleanUps.push(() => stopStatus());
    const server = createServer(config, deps, spec, chain);
    cleanUps.push(() => server.close());
    const rpcPort = await server.listen();
    // Loaded only now: half a second of modules that no JSON-RPC client should wait for.
    const { startOutlets } = await import('./start-outlets.js');
    const outlets = await startOutlets(
      chain,
      config,
      { ...deps, rpc: server, rpcPort, issuance, cluster, quorum, tracing },
      cleanUps,
    );
    stopStatus = () => outlets.stopStatus();
    // The cluster decides when this node makes blocks.
    if (cluster === undefined) chain.start();
    return { chain, spec, rpcPort, outlets, tracing, dataDir, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** OpenTelemetry's implementation is loaded only where somebody collects. */
async function startTracing(
  config: ChainConfig,
  version: string,
  cleanUps: (() => unknown)[],
): Promise<Tracing | undefined> {
  if (config.traceUrl === undefined) return undefined;
  const { openTracing } = await import('@yumanet/service-kit/service');
  const tracing = await openTracing({ name: 'chain', version }, config);
  cleanUps.push(() => tracing.stop());
  return tracing;
}

async function openChain(
  config: ChainConfig,
  deps: ChainServiceDependencies & { readonly tracing: Tracing | undefined },
  base: ChainSpec,
  dataDir: string,
  cleanUps: (() => unknown)[],
): Promise<{
  chain: Chain;
  spec: ChainSpec;
  issuance: IssuanceWatch;
  cluster: Cluster | undefined;
  quorum: QuorumDependencies | undefined;
}> {
  const { log } = deps;
  const { runtime, snapshots, yuma } = deps.runtime ?? specRuntime(base);
  let workers: QuorumService | undefined;
  // Only a fork loads what it needs for that.
  const forking = config.fork === undefined ? undefined : await import('./node/fork/open-fork.js');
  const fork = forking && (await forking.openFork(forkSettings(config), runtime));
  cleanUps.push(() => fork?.source.close());
  const spec = fork === undefined ? base : forking!.forkSpec(base, fork);
  const store = new ChainStore({
    path: storePath(dataDir),
    fsync: config.fsync,
    history: Math.max(config.stateHistory, config.finalityLag + 1),
    ...(fork === undefined ? {} : { source: fork.source }),
  });
  cleanUps.push(() => store.close());
  let reverted: readonly Block[] = [];
  if (fork === undefined) reverted = prepareStore(store, buildGenesis(runtime, spec));
  else forking!.prepareFork(store, fork, runtime);
  const threads = config.verifyThreads;
  const verifier = new SignatureVerifier(threads === undefined ? {} : { threads });
  cleanUps.push(() => verifier.close());
  const traces = new BlockTraces(deps.tracing);
  // Only a node of a cluster loads what it needs for that.
  const cluster =
    config.cluster === undefined
      ? undefined
      : (await import('./cluster/open-cluster.js')).openCluster(config, store, {
          log,
          tracing: deps.tracing,
          traces,
        });
  const blockLog: BlockLog = cluster?.log ?? new LmdbBlockLog(store);
  const chain = new Chain(chainOptions(config, spec, log), {
    runtime,
    store,
    log: blockLog,
    verifier,
    clock: systemClock,
    snapshots,
    prepareEpochs: async (parent) =>
      workers && traces.step('prepare epochs', () => workers?.prepare(parent) ?? Promise.resolve()),
    traces,
    onFatal: deps.onFatal,
  });
  cleanUps.push(() => chain.stop());
  logBlocks(chain, log);
  const issuance = watchIssuance(chain, runtime, log);
  log.info({ number: store.head, hash: to0x(store.hashOf(store.head)!), dataDir }, 'chain opened');
  // What was in blocks that never became final is not lost: it goes back to the pool.
  for (const extrinsic of reverted.flatMap((block) => block.extrinsics).filter(isSigned)) {
    chain.pool.submit(extrinsic).catch((error: unknown) => {
      log.warn(
        { error: messageOf(error) },
        'transaction of a block that was not final is not valid any more',
      );
    });
  }
  // Who computed an epoch is nowhere in the state: without workers the chain is the same.
  const quorum =
    config.epochWorkers.length === 0 || yuma === undefined
      ? undefined
      : {
          runtime,
          yuma,
          host: chain.host,
          store,
          onReady: (service: QuorumService) => void (workers = service),
        };
  return { chain, spec, issuance, cluster, quorum };
}

function forkSettings({ fork, block, forkDeadline }: ChainConfig): ForkSettings {
  return { from: fork!, block, deadlineMs: forkDeadline * 1000 };
}

/** @throws ChainError CONFIG_INVALID for settings that a fork cannot have. */
function checkFork({ fork, block, cluster, ...rest }: ChainConfig): void {
  if (fork === undefined) {
    if (block === undefined) return;
    throw new ChainError('CONFIG_INVALID', '--block: expected --fork with it, got none');
  }
  if (cluster !== undefined || natsServersOf(rest).length > 0)
    throw new ChainError(
      'CONFIG_INVALID',
      '--fork: expected no cluster and no NATS: nobody else has its blocks',
    );
}

/** Rao that are nowhere, or in two places, are an error of ours: said loudly, and counted. */
function watchIssuance(chain: Chain, runtime: SpecRuntime['runtime'], log: Logger): IssuanceWatch {
  const watch = new IssuanceWatch(runtime, chain.host, chain.store, (found) =>
    log.error({ code: 'ISSUANCE_BROKEN', ...found }, 'issuance, balances, stake and locks do not add up'),
  );
  chain.events.on('imported', ({ block, changes }) => watch.onBlock(block, changes));
  return watch;
}

/** Blocks that a leader of a cluster makes before the log has acknowledged what is below them. */
const MAX_UNACKNOWLEDGED = 16;

/** What lag and delay keep back anyway comes on top. */
function maxUnacknowledged({ finalityDelay, finalityLag, blockTime }: ChainConfig): number {
  return MAX_UNACKNOWLEDGED + finalityLag + Math.ceil(finalityDelay / (blockTime * 1000));
}

function chainOptions(config: ChainConfig, spec: ChainSpec, log: Logger): ChainOptions {
  const blockTimeMs = config.blockTime * 1000;
  return {
    sealing: config.sealing,
    blockTimeMs,
    ...(config.adaptiveBlockTime ? { busyShare: busyShare() } : {}),
    // The empty block that makes another final comes when that may be final: one is enough.
    followMs: config.finalityDelay,
    finality: { lag: config.finalityLag, minDelayMs: config.finalityDelay },
    author: {
      maxBlockBytes: MAX_BLOCK_BYTES,
      onRuntimeFault: (hash, error) => log.error({ hash: `0x${hash}`, err: error }, 'runtime gave up'),
      maxBuildMs: config.sealing === 'interval' ? Math.max(50, (blockTimeMs * 2) / 3) : 2000,
    },
    ...(config.cluster === undefined ? {} : { maxUnfinalised: maxUnacknowledged(config) }),
    simulatedTime: config.time === 'simulated',
    rewindable: config.cluster === undefined && natsServersOf(config).length === 0,
    impersonation: spec.chainType === 'Development' && servesDevMethods(config, spec.chainType),
    startTimeMs: BigInt(spec.startTimeMs),
  };
}

function logBlocks(chain: Chain, log: Logger): void {
  chain.events.on('imported', ({ block, transactions }) => {
    const { number } = block.header;
    log.debug({ number, hash: to0x(block.hash), transactions: transactions.length }, 'block made');
  });
  chain.events.on('finalised', ({ block }) => {
    log.debug({ number: block.header.number, hash: to0x(block.hash) }, 'block final');
  });
}

function createServer(
  config: ChainConfig,
  { log, version }: ChainServiceDependencies,
  spec: ChainSpec,
  chain: Chain,
): RpcServer {
  const methods = rpcMethods(config.sealing, servesDevMethods(config, spec.chainType));
  return new RpcServer(
    {
      host: config.rpcHost,
      port: config.rpcPort,
      maxConnections: config.rpcMaxConnections,
      maxAddressConnections: config.rpcMaxAddressConnections,
      maxRequestBytes: config.rpcMaxRequestMb * MEGABYTE,
      allowedOrigins: config.rpcCors,
      maxSubscriptions: config.rpcMaxSubscriptionsInAll,
      maxWaitingBytes: config.rpcMemoryMb * MEGABYTE,
      socket: {
        subscriptions: config.rpcMaxSubscriptions,
        watchedKeys: MAX_WATCHED_KEYS,
        requestsPerSecond: config.rpcRateLimit,
        highWater: MEGABYTE,
        maxBuffered: 2 * config.rpcMaxResponseMb * MEGABYTE,
        inFlight: 256,
      },
    },
    {
      methods,
      limits: { responseBytes: config.rpcMaxResponseMb * MEGABYTE, batch: 1000 },
      turns: new FairTurns(),
      counts: { requests: 0, errors: new Map() },
      onFault: (method, error) => log.error({ method, err: error }, 'RPC method failed'),
    },
    { chain, spec, nodeName: 'Yumanet Node', nodeVersion: version, methodNames: [...methods.keys()] },
    (event, data) => log.warn(data, event),
  );
}
