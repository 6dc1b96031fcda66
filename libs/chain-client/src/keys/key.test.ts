import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { keyFromSettings } from './key-settings.js';
import { keyFromFile, keyFromUri, saveKeyFile } from './key.js';

const dir = mkdtempSync(join(tmpdir(), 'yumanet-keys-'));
afterAll(() => rmSync(dir, { recursive: true }));
const ALICE = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY';

describe('keys', () => {
  it('from a URI', async () => {
    expect((await keyFromUri('//Alice')).address).toBe(ALICE);
    const phrase = 'bottom drive obey lake curtain smoke basket hold race lonely fit walk';
    expect((await keyFromUri(`${phrase}//Alice`)).address).toBe(ALICE);
    const seed = '0xe5be9a5092b81bca64be81d212e7f2f9eba183bb7a90954f7b76361f6edb5c0a';
    expect((await keyFromUri(seed)).address).toBe(ALICE);
  });

  it('never tell a phrase that is wrong', async () => {
    await expect(keyFromUri('my secret phrase that is none')).rejects.toMatchObject({
      code: 'KEY_INVALID',
      message: expect.not.stringContaining('secret') as unknown,
    });
  });

  it('survive the way to the disk and back, for their owner only', async () => {
    const path = join(dir, 'alice.json');
    await saveKeyFile(path, await keyFromUri('//Alice'), 'correct horse');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const key = await keyFromFile(path, 'correct horse');
    expect(key.address).toBe(ALICE);
    const message = Uint8Array.from([1, 2, 3]);
    expect(key.verify(message, key.sign(message), key.publicKey)).toBe(true);
    await expect(keyFromFile(path, 'wrong horse')).rejects.toMatchObject({ code: 'KEY_LOCKED' });
    await expect(saveKeyFile(path, key, 'correct horse')).rejects.toThrow(/EEXIST/);
  });

  it('are refused unencrypted, everybody’s to read, malformed or absent', async () => {
    const clear = join(dir, 'clear.json');
    writeFileSync(clear, JSON.stringify((await keyFromUri('//Alice')).toJson()));
    await expect(keyFromFile(clear, '')).rejects.toMatchObject({
      code: 'KEY_INVALID',
      message: expect.stringContaining('in the clear') as unknown,
    });
    const open = join(dir, 'open.json');
    await saveKeyFile(open, await keyFromUri('//Alice'), 'correct horse');
    chmodSync(open, 0o644);
    await expect(keyFromFile(open, 'correct horse')).rejects.toMatchObject({
      code: 'KEY_INVALID',
      message: expect.stringContaining('chmod 600') as unknown,
    });
    writeFileSync(join(dir, 'bad.json'), '{');
    writeFileSync(join(dir, 'other.json'), '{"a":1}');
    for (const name of ['bad.json', 'other.json', 'none.json']) {
      await expect(keyFromFile(join(dir, name), 'x')).rejects.toMatchObject({ code: 'KEY_INVALID' });
    }
    await expect(saveKeyFile(join(dir, 'x'), await keyFromUri('//Alice'), 'short')).rejects.toThrow(
      /at least 8/,
    );
  });
});

describe('keyFromSettings', () => {
  it('takes a URI or an encrypted file, not both and not neither', async () => {
    const path = join(dir, 'settings.json');
    const alice = await keyFromUri('//Alice');
    await saveKeyFile(path, alice, 'long enough');
    expect((await keyFromSettings('hotkey', { uri: '//Alice' })).address).toBe(alice.address);
    expect((await keyFromSettings('hotkey', { file: path, password: 'long enough' })).address).toBe(
      alice.address,
    );
    for (const settings of [{}, { uri: '//Alice', file: path }])
      expect(() => keyFromSettings('hotkey', settings)).toThrow(
        expect.objectContaining({ code: 'KEY_INVALID', data: { what: 'hotkey' } }) as Error,
      );
  });
});
