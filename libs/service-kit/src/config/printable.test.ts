import { expect, it } from 'vitest';
import { hideUrlPassword } from './printable.js';

it.each([
  ['nats://bob:hunter2@n1:4222', 'nats://bob:[hidden]@n1:4222'],
  ['nats://bob:hunter2@n1:1,nats://bob:hunter2@n2:2', 'nats://bob:[hidden]@n1:1,nats://bob:[hidden]@n2:2'],
  ['connect postgres://:hunter2@db/x failed', 'connect postgres://:[hidden]@db/x failed'],
  ['x://u:hunter2@hunter2@h', 'x://u:[hidden]@h'],
  ['x://u:hun/ter2@h', 'x://u:[hidden]@h'],
  ['x://u:a,b@h', 'x://u:[hidden]@h'],
  ['nats://n1:4222 and a@b', 'nats://n1:4222 and a@b'],
  ['http://h/path:with@sign', 'http://h/path:with@sign'],
])('%s is shown as %s', (text, shown) => expect(hideUrlPassword(text)).toBe(shown));

it('takes time in proportion to the text, whatever that is', { timeout: 20_000 }, () => {
  for (const piece of ['a', '://', '://a:', '://a:a', 'a@', ':'])
    expect(hideUrlPassword(piece.repeat(100_000)).length).toBeGreaterThan(0);
});
