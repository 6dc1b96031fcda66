import type { Hex } from '@yumanet/chain-client';
import type { AxonIp } from '../axon/axon-ip.js';
import { readAt, type ChainReader, type Decoded } from './read.js';

/** Where the chain says the hotkey serves. */
export interface ServedAxon extends AxonIp {
  readonly port: number;
  /** Block of the call. */
  readonly block: number;
}

/** What the chain says of a hotkey on a subnet. */
export interface Standing {
  readonly exists: boolean;
  readonly uid: number | undefined;
  readonly registeredAt: number;
  readonly axon: ServedAxon | undefined;
  /** Blocks between two calls of serve_axon. */
  readonly servingRateLimit: number;
}

interface DecodedAxon {
  readonly block: Decoded;
  readonly ip: Decoded;
  readonly port: Decoded;
  readonly ipType: Decoded;
}

/** @throws ServiceError as the endpoint's reads. */
export async function readStanding(
  chain: ChainReader,
  { netuid, hotkey }: { readonly netuid: number; readonly hotkey: string },
  at: Hex,
): Promise<Standing> {
  const [exists, uidOf, axon, rateLimit] = (await readAt(chain, at, [
    ['NetworksAdded', netuid],
    ['Uids', netuid, hotkey],
    ['Axons', netuid, hotkey],
    ['ServingRateLimit', netuid],
  ])) as [Decoded, Decoded, Decoded, Decoded];
  const uid = uidOf.isNone ? undefined : uidOf.unwrap().toNumber();
  const registered = uid === undefined ? [] : await readAt(chain, at, [['BlockAtRegistration', netuid, uid]]);
  return {
    exists: exists.isTrue,
    uid,
    registeredAt: registered[0]?.toNumber() ?? 0,
    axon: axonOf(axon),
    servingRateLimit: rateLimit.toNumber(),
  };
}

function axonOf(option: Decoded): ServedAxon | undefined {
  if (option.isNone) return undefined;
  const { block, ip, port, ipType } = option.unwrap() as unknown as DecodedAxon;
  return {
    block: block.toNumber(),
    ip: ip.toBigInt(),
    ipType: ipType.toNumber() === 4 ? 4 : 6,
    port: port.toNumber(),
  };
}

/** Whether dendrites take what stands on the chain for this axon: the same place, said since its uid is this hotkey's. */
export function isServed(
  { axon, registeredAt }: Standing,
  { ip, ipType, port }: AxonIp & { port: number },
): boolean {
  if (!axon || axon.block < registeredAt) return false;
  return axon.ip === ip && axon.ipType === ipType && axon.port === port;
}
