import { afterEach, describe, expect, it } from 'vitest';
import { gatewayWorld } from '../../../test/gateway-world.js';
import { textAxon } from '../../../test/text-axon.js';

const CHAT = '/v1/chat/completions';
const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function world() {
  const axon = await textAxon(0, ['in ', 'the ', 'beginning']);
  const made = await gatewayWorld([axon]);
  ends.push(made.end, axon.stop);
  return made;
}

describe('the gateway under clients that mean harm', () => {
  it('touches no prototype, whatever names a body has', async () => {
    const { post } = await world();
    const poison = JSON.parse(
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
    ) as object;
    const message = { role: 'user', content: 'go', ...poison };
    // A spread would lose what JSON has as a field of its own.
    const body = JSON.parse(
      `{"model":"text-generation","messages":[${JSON.stringify(message)}],"__proto__":{"polluted":1}}`,
    ) as unknown;
    await post(CHAT, body);
    await post(CHAT, { model: '__proto__', messages: [{ role: '__proto__', content: 'go' }] });
    expect({}).not.toHaveProperty('polluted');
    expect(Object.prototype).not.toHaveProperty('polluted');
  });

  it('reads nothing before it knows the key, and lets no page of elsewhere read its answers', async () => {
    const { post } = await world();
    const forged = { authorization: 'Bearer ymk-nobody', origin: 'https://evil.example' };
    const refused = await post(CHAT, { model: 'text-generation', messages: [] }, forged);
    expect(refused.status).toBe(401);
    const { headers } = await post(CHAT, { model: 'none', messages: [] }, { origin: 'https://evil.example' });
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  it.each([
    '',
    'Bearer',
    'Bearer ',
    'Basic YTpi',
    `Bearer ${'x'.repeat(8_000)}`,
    `Bearer${' '.repeat(7_000)}x`,
  ])('refuses the authorization %.20j…', async (authorization) => {
    const { post } = await world();
    expect((await post(CHAT, {}, { authorization })).status).toBe(401);
  });
});
