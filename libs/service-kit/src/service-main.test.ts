import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { serviceMain } from './service-main.js';

const schema = z.object({ port: z.number().default(1).meta({ description: 'Port.' }) });
const subject = { service: 'chain', command: 'yumanet-chain', version: '1', summary: 'The node.', schema };

async function main(...argv: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const ran: unknown[] = [];
  const code = await serviceMain(
    subject,
    ({ config }) => {
      ran.push(config);
      return Promise.resolve(0);
    },
    { argv, env: {} },
    { stdout: (text) => out.push(text), stderr: (text) => err.push(text) },
  );
  return { code, out: out.join(''), err: err.join(''), ran };
}

describe('serviceMain', () => {
  it('runs with the settings', async () => {
    expect(await main('--port', '2')).toMatchObject({ code: 0, ran: [{ port: 2 }], out: '', err: '' });
  });

  it('prints help to standard output and does not run', async () => {
    const { code, out, ran } = await main('--help');
    expect([code, ran]).toEqual([0, []]);
    expect(out).toContain('yumanet-chain: The node.');
  });

  it('explains wrong settings on standard error with exit code 2', async () => {
    const { code, out, err, ran } = await main('--port', 'x');
    expect([code, out, ran]).toEqual([2, '', []]);
    expect(err).toContain('--port');
  });
});
