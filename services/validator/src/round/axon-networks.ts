import { BlockList, isIP, isIPv6 } from 'node:net';
import { refusal } from '@yumanet/service-kit';
import { validatorError } from '../errors.js';

/** Stands for loopback and private addresses in a list of networks. */
export const PRIVATE = 'private';

type Network = readonly [address: string, bits: number];

/** This machine, and what a site has for itself (RFC 1918, 4193, 6598). */
const PRIVATE_NETWORKS: readonly Network[] = [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['100.64.0.0', 10],
  ['::1', 128],
  ['fc00::', 7],
];

/** Nobody's axon: whoever announces one of these wants something else to be asked. */
const NEVER: readonly Network[] = [
  ['0.0.0.0', 8],
  ['169.254.0.0', 16], // link-local; the metadata of most clouds
  ['192.0.0.0', 24], // among it Oracle’s metadata
  ['198.18.0.0', 15],
  ['224.0.0.0', 3], // multicast, reserved, broadcast
  ['100.100.100.200', 32], // Alibaba’s metadata
  ['168.63.129.16', 32], // Azure’s
  ['fd00:ec2::254', 128], // Amazon’s
  ['fd20:ce::254', 128], // Google’s
  ['2001::', 32], // Teredo and 6to4 lead to any IPv4
  ['2002::', 16],
];

/** The global unicast addresses of IPv6; the rest leads elsewhere, or back to IPv4. */
const GLOBAL_V6: Network = ['2000::', 3];

/** Which addresses a validator asks: a miner may announce any, also those of the validator's own machines. */
export class AxonNetworks {
  readonly #named: BlockList;
  readonly #private = listOf(PRIVATE_NETWORKS);
  readonly #never = listOf(NEVER);
  readonly #global = listOf([GLOBAL_V6]);
  readonly #allowsPrivate: boolean;

  /**
   * Public addresses are asked in any case.
   *
   * @param networks more that may be asked: `private`, or networks such as `10.1.0.0/16`, which come before every other rule.
   * @throws ServiceError INVALID_ARGUMENT for a text that is no network.
   */
  constructor(networks: readonly string[]) {
    this.#allowsPrivate = networks.includes(PRIVATE);
    this.#named = listOf(networks.filter((each) => each !== PRIVATE).map(networkOf));
  }

  /** @param address `host:port`, the host an IP address. @throws ServiceError AXON_FORBIDDEN */
  check(address: string): void {
    const host = address.slice(0, address.lastIndexOf(':')).replace(/^\[|\]$/g, '');
    if (isIP(host) !== 0 && this.#isAllowed(host, isIPv6(host) ? 'ipv6' : 'ipv4')) return;
    throw validatorError('AXON_FORBIDDEN', `axon: expected an address that may be asked, got ${address}`, {
      address,
    });
  }

  #isAllowed(host: string, family: 'ipv4' | 'ipv6'): boolean {
    if (this.#named.check(host, family)) return true;
    if (this.#never.check(host, family)) return false;
    if (this.#private.check(host, family)) return this.#allowsPrivate;
    return family === 'ipv4' || this.#global.check(host, family);
  }
}

function listOf(networks: readonly Network[]): BlockList {
  const list = new BlockList();
  for (const [address, bits] of networks) list.addSubnet(address, bits, isIPv6(address) ? 'ipv6' : 'ipv4');
  return list;
}

function networkOf(text: string): Network {
  const [address = '', bits = '', ...rest] = text.split('/');
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  if (/^\d{1,3}$/.test(bits) && Number(bits) <= most && rest.length === 0) return [address, Number(bits)];
  throw refusal('INVALID_ARGUMENT', 'axon-networks', '"private" or networks such as 10.1.0.0/16', text);
}
