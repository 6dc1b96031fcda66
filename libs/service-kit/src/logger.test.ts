import { describe, expect, it } from 'vitest';
import { kitError } from './errors.js';
import { createLogger } from './logger.js';

function logged(write: (logger: ReturnType<typeof createLogger>) => void, level: 'info' | 'debug' = 'info') {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  write(
    createLogger({
      service: 'chain',
      level,
      destination,
      redact: ['coldkey_file'],
      mixin: () => ({ trace_id: 'abc' }),
    }),
  );
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('logger', () => {
  it('writes one object a line with service, level, time, fields and message', () => {
    const [line] = logged((logger) => logger.info({ netuid: 1 }, 'weights set'));
    expect(line).toMatchObject({
      service: 'chain',
      level: 'info',
      netuid: 1,
      message: 'weights set',
      trace_id: 'abc',
    });
    expect(String(line?.['time'])).toMatch(/^\d{4}-\d\d-\d\dT/);
  });

  it('leaves lines below the level out', () => {
    expect(logged((logger) => logger.debug('x'))).toHaveLength(0);
    expect(logged((logger) => logger.debug('x'), 'debug')).toHaveLength(1);
  });

  it('hides secrets by name at every depth, and in URLs of errors', () => {
    const lines = logged((logger) => {
      logger.info({ password: 'hunter2', a: { seed: 'hunter2', b: { coldkey_file: 'hunter2' } } }, 'x');
      logger.error({ error: new Error('cannot reach nats://bob:hunter2@host') }, 'x');
    });
    expect(JSON.stringify(lines)).not.toContain('hunter2');
    expect(JSON.stringify(lines)).toContain('nats://bob:[hidden]@host');
  });

  it('writes code, data and cause of our errors', () => {
    const error = kitError('QUEUE_FULL', 'queue: full', { limit: 1 }, { cause: new Error('inner') });
    const [line] = logged((logger) => logger.error({ error }, 'x'));
    expect(line?.['error']).toMatchObject({
      code: 'QUEUE_FULL',
      data: { limit: 1 },
      cause: { message: 'inner' },
    });
  });

  it('writes code, data and cause of what another library threw', () => {
    const error = Object.assign(new Error('no', { cause: new Error('inner') }), {
      code: 'EACCES',
      data: { n: 1n },
    });
    const [line] = logged((logger) => logger.error({ err: error }, 'x'));
    const { stack, ...rest } = line?.['err'] as Record<string, unknown>;
    expect(stack).toContain('logger.test');
    expect(rest).toMatchObject({ type: 'Error', code: 'EACCES', message: 'no', cause: { message: 'inner' } });
  });
});
