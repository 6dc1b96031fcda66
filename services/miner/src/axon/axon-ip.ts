import { isIPv4, isIPv6, SocketAddress } from 'node:net';
import { minerError } from '../errors.js';

/** An address as the call `serve_axon` takes it. */
export interface AxonIp {
  readonly ip: bigint;
  readonly ipType: 4 | 6;
}

const LOOPBACK = 0x7f00_0001n;
const MAPPED_V4 = 0xffffn << 32n;

/**
 * The number of an IP address. The chain refuses 127.0.0.1; as ::ffff:127.0.0.1, which is the same place, it takes it, so that
 * a network on one machine needs no other address.
 *
 * @throws ServiceError AXON_NOT_ANNOUNCEABLE for a name, and for an address at which nobody can be reached.
 */
export function axonIp(host: string): AxonIp {
  if (isIPv4(host)) {
    const ip = host.split('.').reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
    if (ip === LOOPBACK) return { ip: MAPPED_V4 | ip, ipType: 6 };
    if (ip > 0n && ip < 0xffff_ffffn) return { ip, ipType: 4 };
  }
  if (isIPv6(host)) {
    const ip = numberOfV6(host);
    // ::1 is refused as 127.0.0.1 is.
    if (ip > 1n && ip < (1n << 128n) - 1n) return { ip, ipType: 6 };
  }
  throw minerError(
    'AXON_NOT_ANNOUNCEABLE',
    `external host: expected an IP address that others can reach, got ${JSON.stringify(host)}`,
    { host },
  );
}

function numberOfV6(text: string): bigint {
  const { address } = new SocketAddress({ address: text, family: 'ipv6' });
  const [left = '', right = ''] = withoutDots(address).split('::');
  const [head, tail] = [groupsOf(left), groupsOf(right)];
  const middle = Array<bigint>(8 - head.length - tail.length).fill(0n);
  return [...head, ...middle, ...tail].reduce((sum, group) => (sum << 16n) | group, 0n);
}

const groupsOf = (text: string): bigint[] =>
  text === '' ? [] : text.split(':').map((group) => BigInt(`0x${group}`));

/** `::ffff:1.2.3.4` → `::ffff:102:304`. */
function withoutDots(text: string): string {
  return text.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, a, b, c, d) => {
    const hex = (high: string, low: string) => ((Number(high) << 8) | Number(low)).toString(16);
    return `${hex(a as string, b as string)}:${hex(c as string, d as string)}`;
  });
}
