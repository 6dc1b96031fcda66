import Table from 'cli-table3';
import { ForecastResponse } from '@yumanet/proto/emission/v1';
import { formatTao } from '../amount.js';
import type { Output } from '../output.js';
import { ASK, askEmission } from './ask.js';

const MS = 1_000;

/** `yumanet forecast`: what a subnet's neurons earn from here on, if nothing changes. */
export async function forecast(
  output: Output,
  address: string,
  netuid: number,
  blockSeconds: number,
): Promise<void> {
  const question = { netuid, blockMilliseconds: Math.round(blockSeconds * MS) };
  const answer = await askEmission(address, (client) => client.forecast(question, ASK));
  const { nextHalving: halving } = answer;
  const lines = [
    `subnet ${netuid} from block ${answer.block} on`,
    `  block emission    ${formatTao(answer.blockEmissionRao)} TAO`,
    `  subnet a day      ${formatTao(answer.subnetPerDayRao)} TAO, of which its owner ${formatTao(answer.ownerPerDayRao)}`,
    `  next halving      ${halving ? `in ${halving.blocks} blocks (${halving.days} days), at ${formatTao(halving.issuanceRao)} TAO` : 'none'}`,
    table(answer),
    'Taken for granted:',
    ...answer.assumptions.map((each) => `  ${each}`),
  ];
  output.row(ForecastResponse.toJSON(answer) as Record<string, unknown>, lines.join('\n'));
}

function table({ neurons }: ForecastResponse): string {
  const right = 'right' as const;
  const rows = new Table({
    head: ['uid', 'TAO a day', 'to its owner', 'APY after take'],
    colAligns: [right, right, right, right],
    style: { head: [], border: [], compact: true },
  });
  for (const { uid, perDayRao, ownerPerDayRao, apyBasisPoints } of neurons)
    rows.push([
      uid,
      formatTao(perDayRao),
      formatTao(ownerPerDayRao),
      apyBasisPoints === undefined ? '' : `${(Number(apyBasisPoints) / 100).toFixed(2)} %`,
    ]);
  return rows.toString();
}
