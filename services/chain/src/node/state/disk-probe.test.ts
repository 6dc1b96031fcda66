import { execFileSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { tempFolder } from '../../../test/temp-folder.js';
import { hasRoomLike } from './disk-probe.js';

it('says whether a file could grow, and leaves nothing behind', () => {
  const folder = tempFolder();
  const file = join(folder, 'data');
  writeFileSync(file, Buffer.alloc(100_000));
  expect(hasRoomLike(file)).toBe(true);
  expect(readdirSync(folder)).toEqual(['data']);
  const module = fileURLToPath(new URL('../../../dist/node/state/disk-probe.js', import.meta.url));
  const code = `process.on('SIGXFSZ',()=>{});const {hasRoomLike}=await import(${JSON.stringify(module)});console.log(hasRoomLike(${JSON.stringify(file)}))`;
  const said = execFileSync('sh', [
    '-c',
    'ulimit -f 400; exec "$0" --input-type=module -e "$1"',
    process.execPath,
    code,
  ]);
  expect(said.toString().trim()).toBe('false');
});
