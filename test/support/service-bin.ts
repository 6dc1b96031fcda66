import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * The command of a service: this checkout's, or with YUMANET_PACKAGED that of a folder which holds one packaged service
 * each (`npm run test:packaged`).
 */
export function serviceBin(name: string): string {
  const packaged = process.env['YUMANET_PACKAGED'];
  if (packaged !== undefined) return join(packaged, name, 'main.js');
  const manifest = createRequire(import.meta.url).resolve(`@yumanet/${name}/package.json`);
  return join(dirname(manifest), 'bin', `yumanet-${name}.js`);
}
