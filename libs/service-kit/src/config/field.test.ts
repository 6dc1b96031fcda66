import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { envOf, fieldsOf, flagOf } from './field.js';

describe('fieldsOf', () => {
  it('names the three twins and finds kind, default and choices through wrappers', () => {
    const schema = z.object({
      rpcPort: z.number().int().default(9944).meta({ description: 'Port.', example: '9945' }),
      sealing: z.enum(['instant', 'manual']).default('manual').meta({ description: 'When.' }),
      peers: z.array(z.string()).default(['a', 'b']).meta({ description: 'Who.' }),
      limit: z.bigint().optional().meta({ description: 'Rao.' }),
      password: z.string().min(1).meta({ description: 'Secret.', secret: true }),
      trimmed: z
        .string()
        .transform((text) => text.trim())
        .meta({ description: 'Text.' }),
    });
    const fields = fieldsOf('chain', schema);
    expect(fields.map((f) => [f.key, f.kind, f.defaultText, f.required])).toEqual([
      ['rpcPort', 'number', '9944', false],
      ['sealing', 'string', 'manual', false],
      ['peers', 'list', 'a,b', false],
      ['limit', 'bigint', undefined, false],
      ['password', 'string', undefined, true],
      ['trimmed', 'string', undefined, true],
    ]);
    expect(fields[0]).toMatchObject({ flag: 'rpc-port', env: 'YUMANET_CHAIN_RPC_PORT', example: '9945' });
    expect(fields[1]?.choices).toEqual(['instant', 'manual']);
    expect(fields[4]?.secret).toBe(true);
  });

  it('refuses a setting that nobody described', () => {
    expect(() => fieldsOf('chain', z.object({ port: z.number() }))).toThrow(
      /setting port: expected a description/,
    );
  });

  it('splits words', () => {
    expect(flagOf('natsMaxReconnectMs')).toBe('nats-max-reconnect-ms');
    expect(envOf('chain', 'natsUrl')).toBe('YUMANET_CHAIN_NATS_URL');
  });
});
