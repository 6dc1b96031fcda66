import { z } from 'zod';

const milliseconds = (least: number) => z.number().int().min(least).max(600_000);
const count = (most: number) => z.number().int().min(1).max(most);

/** Settings of the gateway; without `gatewayPort` there is none. */
export const gatewaySettings = {
  gatewayPort: z.number().int().min(0).max(65_535).optional().meta({
    description: 'Port of the gateway for clients (/openapi.json); 0 picks a free one; without it none.',
    example: '8080',
  }),
  gatewayHost: z.string().default('127.0.0.1').meta({ description: 'Address of the gateway.' }),
  gatewayDir: z.string().min(1).optional().meta({
    description: 'Folder of the gateway’s books: clients, balances, receipts. It is money: back it up.',
    example: './gateway',
  }),
  gatewayDepositAddress: z.string().optional().meta({
    description:
      'SS58 of the account whose incoming transfers are clients’ deposits; its key stays elsewhere.',
    example: '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY',
  }),
  gatewayPriceRao: z
    .bigint()
    .min(1n)
    .max((1n << 64n) - 1n)
    .default(100_000n)
    .meta({ description: 'Price in rao of one query on this netuid.', example: '100000' }),
  gatewayQueryMs: milliseconds(10).default(30_000).meta({
    description: 'Milliseconds that a client’s query may take in all.',
  }),
  gatewayHedgeMs: milliseconds(1).default(2_000).meta({
    description:
      'Milliseconds after which a second miner is asked at the latest; sooner where answers are usually faster.',
  }),
  gatewayAttempts: count(64).default(4).meta({ description: 'Miners asked for one query, at most.' }),
  gatewayConcurrency: count(65_536).default(256).meta({ description: 'Clients’ queries at once.' }),
  gatewayQueue: z.number().int().min(0).max(65_536).default(256).meta({
    description: 'Queries that wait for a place; further ones are refused with GATEWAY_BUSY.',
  }),
  gatewayQueueMs: milliseconds(1).default(5_000).meta({
    description: 'Milliseconds that a query waits for a place.',
  }),
  gatewayClientRate: count(10_000_000).default(600).meta({
    description: 'Queries per minute of one client.',
  }),
  gatewayClientConcurrency: count(65_536).default(32).meta({
    description: 'Queries of one client at once.',
  }),
  gatewayAddressRate: count(1_000_000).default(1_000).meta({
    description: 'Requests a second of one address, with a key or without one; then 429.',
  }),
  gatewayAddressConnections: count(65_536).default(512).meta({
    description: 'Connections of one address at once; more where all clients come through one proxy.',
  }),
  gatewayTlsCertFile: z.string().optional().meta({
    description: 'PEM with the certificate of the gateway, which speaks HTTPS then.',
  }),
  gatewayTlsKeyFile: z.string().optional().meta({ description: 'PEM with the key of that certificate.' }),
  gatewayMaxBodyBytes: z
    .number()
    .int()
    .min(1_024)
    .max(4 * 1024 * 1024)
    .default(1024 * 1024)
    .meta({ description: 'Largest body of a client’s request in bytes.' }),
};

export type GatewayConfig = z.output<z.ZodObject<typeof gatewaySettings>>;
