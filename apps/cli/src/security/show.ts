import Table from 'cli-table3';
import { Differs } from '../differs.js';
import type { Output } from '../output.js';
import { SecurityFolder } from './bundle.js';
import { certificatesIn } from './certificates.js';

/**
 * `security show`: every certificate of a folder and when it ends.
 *
 * @param within days: one that ends sooner is a difference.
 * @throws CliError BAD_INPUT; Differs.
 */
export function showSecurity(output: Output, dir: string, within: number, now: number): void {
  const folder = new SecurityFolder(dir);
  const state = folder.find();
  const all = certificatesIn(folder, state, now);
  const table = new Table({
    head: ['service', 'names', 'expires', 'days left'],
    style: { head: [], border: [], compact: true },
  });
  for (const { name, names, expires, daysLeft } of all) {
    const date = new Date(expires).toISOString();
    const nkey = state.services[name]?.nkey ?? null;
    if (output.json) output.row({ service: name, names, expires: date, daysLeft, nkey }, '');
    else
      table.push([
        name,
        names.replaceAll('DNS:', '').replaceAll('IP Address:', ''),
        date.slice(0, 10),
        daysLeft,
      ]);
  }
  if (!output.json) output.row({}, table.toString());
  const ending = all.filter(({ daysLeft }) => daysLeft < within).map(({ name }) => name);
  if (ending.length === 0) return;
  output.row(
    { event: 'ending', services: ending, within },
    `less than ${within} days left: ${ending.join(', ')} (yumanet security renew --out ${dir})`,
  );
  throw new Differs();
}
