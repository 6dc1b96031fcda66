/** Where a neuron serves, as storage item `Axons` has it: the address is a number of 32 or 128 bits. */
export interface AxonPlace {
  readonly ip: bigint;
  /** 4 or 6. */
  readonly ipType: number;
  readonly port: number;
}

const MAPPED_V4 = 0xffffn;

/** `host:port` for a connection; undefined for a place where nobody can be reached (port 0, unknown type). */
export function axonAddress({ ip, ipType, port }: AxonPlace): string | undefined {
  if (port === 0) return undefined;
  if (ipType === 4 && ip <= 0xffff_ffffn) return `${dotted(ip)}:${port}`;
  if (ipType !== 6) return undefined;
  // ::ffff:a.b.c.d is a.b.c.d.
  if (ip >> 32n === MAPPED_V4) return `${dotted(ip & 0xffff_ffffn)}:${port}`;
  return `[${groups(ip)}]:${port}`;
}

const dotted = (ip: bigint): string => [24n, 16n, 8n, 0n].map((shift) => (ip >> shift) & 0xffn).join('.');

const groups = (ip: bigint): string =>
  Array.from({ length: 8 }, (_, k) => ((ip >> BigInt(112 - 16 * k)) & 0xffffn).toString(16)).join(':');
