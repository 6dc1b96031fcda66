// Which licences production dependencies may have, and the exceptions, each with its reason. `scripts/sbom.mjs` reads it.

/** SPDX identifiers that an MIT project can be shipped with. */
export const ALLOWED = new Set([
  'MIT',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  '0BSD',
  'BlueOak-1.0.0',
  'Unlicense',
  'CC0-1.0',
]);

const LIGHT_CLIENT =
  'optional part of @polkadot/rpc-provider, its light client in the browser: loaded by nobody here';

/** By package name: the licence that is accepted for this one alone, and why. */
export const EXCEPTIONS = {
  '@substrate/connect': { licence: 'GPL-3.0-only', why: LIGHT_CLIENT },
  '@substrate/connect-extension-protocol': { licence: 'GPL-3.0-only', why: LIGHT_CLIENT },
  '@substrate/connect-known-chains': { licence: 'GPL-3.0-only', why: LIGHT_CLIENT },
  smoldot: { licence: 'GPL-3.0-or-later WITH Classpath-exception-2.0', why: LIGHT_CLIENT },
};

/** Whether an SPDX expression allows shipping: of `OR` one side, of `AND` both. */
export function isAllowed(expression) {
  const text = expression.trim().replace(/^\((.*)\)$/, '$1');
  if (/[()]/.test(text)) return false;
  return text
    .split(/\s+OR\s+/)
    .some((side) => side.split(/\s+AND\s+/).every((each) => ALLOWED.has(each.trim())));
}
