import { GetAuditResponse, type BlockAudit } from '@yumanet/proto/emission/v1';
import { formatTao } from '../amount.js';
import { CliError } from '../cli-error.js';
import type { Output } from '../output.js';
import { ASK, askEmission } from './ask.js';

/** `yumanet audit`: the books of a range of blocks. @returns whether everything adds up. */
export async function audit(
  output: Output,
  address: string,
  fromBlock: bigint | undefined,
  toBlock: bigint | undefined,
): Promise<boolean> {
  const answer = await askEmission(address, (client) => client.getAudit({ fromBlock, toBlock }, ASK));
  const lines = [auditLine(answer), ...answer.broken.flatMap(brokenLines)];
  output.row(GetAuditResponse.toJSON(answer) as Record<string, unknown>, lines.join('\n'));
  return (answer.totals?.problems ?? 0n) === 0n;
}

/** A range's books in one line. */
export function auditLine({ totals }: GetAuditResponse): string {
  if (totals === undefined) throw new CliError('FAILED', 'audit: expected totals, got none');
  const { blocks, entries, mintedRao, recycledRao, dustRao, problems, gaps } = totals;
  const tao = (text: string) => formatTao(BigInt(text));
  const sums = `minted ${tao(mintedRao)}, recycled ${tao(recycledRao)}, dust and root’s share ${tao(dustRao)} TAO`;
  const verdict = problems === 0n ? '0 rao missing' : `${problems} checks FAILED`;
  return `audit of ${blocks} blocks, ${entries} entries: ${sums}; ${verdict}${gaps > 0n ? `, ${gaps} gaps` : ''}`;
}

const brokenLines = ({ block, problems, gap }: BlockAudit): string[] => [
  ...(gap > 0n ? [`  block ${block}: the ${gap} blocks before it are not in the ledger`] : []),
  ...problems.map(
    ({ check, netuid, expectedRao, gotRao }) =>
      `  block ${block}: ${check}${netuid === undefined ? '' : ` of subnet ${netuid}`}: expected ${expectedRao} rao, got ${gotRao}`,
  ),
];
