import { createLogger } from '@yumanet/service-kit/core';
import { to0x } from '../bytes.js';
import { startChainService, type ChainService } from '../chain-service.js';
import type { ChainConfig } from '../config/schema.js';
import { ChainError, messageOf } from '../errors.js';
import { hostPort } from '../host-port.js';
import { banner, endpoint } from './banner.js';
import { checkStoreFile } from './check-store-file.js';

/** A stop that takes longer than this is no stop: the process ends without it. */
const STOP_DEADLINE_MS = 20_000;

export interface RunOptions {
  readonly version: string;
  /** JSON lines for programs instead of a banner for people. */
  readonly json: boolean;
  /** About the configuration, for the log. */
  readonly warnings: readonly string[];
}

/** Runs a node until it is told to stop, or cannot go on. @returns the exit status. */
export async function runNode(config: ChainConfig, { version, json, warnings }: RunOptions): Promise<number> {
  let service: ChainService | undefined;
  const log = createLogger({
    service: 'chain',
    level: config.logLevel,
    // Lines about a call or a block say of which trace they are.
    ...(config.traceUrl === undefined ? {} : { mixin: () => service?.tracing?.ids() ?? {} }),
  });
  for (const warning of warnings) log.warn(warning);
  const print = (event: object): void => void process.stdout.write(`${JSON.stringify(event)}\n`);
  let end: (status: number) => void = () => undefined;
  const ended = new Promise<number>((resolve) => (end = resolve));
  const fail = (error: unknown): void => {
    const { code, exitCode } = describe(error);
    if (json) {
      log.fatal({ code, err: error }, messageOf(error));
      print({ event: 'fatal', code, message: messageOf(error), exitCode });
    } else {
      process.stderr.write(`yumanet-chain: ${code}: ${messageOf(error)}\n`);
    }
    end(exitCode);
  };
  // A file-size limit is a full disk like any other: an error of the write, not the end of the process.
  process.on('SIGXFSZ' as NodeJS.Signals, () => undefined);
  process.once('SIGINT', () => end(0));
  process.once('SIGTERM', () => end(0));
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);

  try {
    if (config.dataDir !== undefined) checkStoreFile(config.dataDir);
    service = await startChainService(config, { log, version, onFatal: fail });
    if (json) printRoles(service, print, config);
    else showService(service, config, version);
  } catch (error) {
    fail(error);
  }
  const status = await ended;
  setTimeout(() => process.exit(status || 1), STOP_DEADLINE_MS).unref();
  await service?.stop().catch((error: unknown) => log.error({ err: error }, 'stop failed'));
  log.info({ status }, 'stopped');
  return status;
}

function describe(error: unknown): { code: string; exitCode: number } {
  return error instanceof ChainError
    ? { code: error.code, exitCode: error.exitCode }
    : { code: 'UNFORESEEN', exitCode: 1 };
}

/** The ready line, then a line at each change of this node's role. */
function printRoles(service: ChainService, print: (event: object) => void, config: ChainConfig): void {
  const { chain } = service;
  print(readyEvent(service, config));
  chain.events.on('role', ({ role }) =>
    print({ event: 'role', role: role.kind, finalised: chain.store.finalised }),
  );
}

/** What a program that started the node waits for. */
function readyEvent(service: ChainService, config: ChainConfig): object {
  const { chain, spec, rpcPort, outlets, dataDir } = service;
  return {
    event: 'ready',
    rpc: endpoint('ws', config, service),
    http: endpoint('http', config, service),
    port: rpcPort,
    grpc: hostPort(config.grpcHost, outlets.grpcPort),
    ...(outlets.statusPort === undefined
      ? {}
      : { status: `http://${hostPort(config.statusHost, outlets.statusPort)}` }),
    role: chain.role.kind,
    publishing: outlets.natsServers.length > 0,
    pid: process.pid,
    chain: spec.name,
    network: config.network,
    genesis: to0x(chain.store.hashOf(0)!),
    head: chain.store.head,
    specName: chain.runtime.specName,
    specVersion: chain.runtime.specVersion,
    sealing: config.sealing,
    dataDir,
  };
}

function showService(service: ChainService, config: ChainConfig, version: string): void {
  process.stdout.write(`${banner(service, config, version)}\n`);
  service.chain.events.on('imported', ({ block, transactions }) => {
    const { number } = block.header;
    process.stdout.write(`block ${number}  ${to0x(block.hash)}  ${transactions.length} transactions\n`);
  });
  service.chain.events.on('role', ({ role }) => process.stdout.write(`this node is ${role.kind} now\n`));
}
