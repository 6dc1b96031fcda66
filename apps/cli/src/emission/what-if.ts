import Table from 'cli-table3';
import { WhatIfResponse, type NeuronEpoch } from '@yumanet/proto/emission/v1';
import { formatTao } from '../amount.js';
import type { Weight } from '../economy/add-command.js';
import type { Output } from '../output.js';
import { ASK, askEmission } from './ask.js';

export interface WhatIfOptions {
  readonly uid: number | undefined;
  readonly weights: readonly Weight[] | undefined;
  readonly stake: bigint | undefined;
  readonly kappa: number | undefined;
  readonly epochs: number;
  readonly block: bigint | undefined;
}

const U16_MAX = 65_535;

/** `yumanet what-if`: an epoch under changes, before and after. Nothing is submitted. */
export async function whatIf(
  output: Output,
  address: string,
  netuid: number,
  { uid = 0, weights, stake, kappa, epochs, block }: WhatIfOptions,
): Promise<void> {
  const answer = await askEmission(address, (client) =>
    client.whatIf(
      {
        netuid,
        block,
        epochs,
        weights: weights
          ? [{ uid, uids: weights.map((each) => each.uid), weights: weights.map(({ value }) => value) }]
          : [],
        stakes: stake === undefined ? [] : [{ uid, rao: stake }],
        kappa,
        bondsMovingAverage: undefined,
        activityCutoff: undefined,
        maxAllowedValidators: undefined,
      },
      ASK,
    ),
  );
  const title = `subnet ${netuid}, epoch of block ${answer.block}${epochs > 1 ? ` and ${epochs - 1} more` : ''}`;
  const notes = answer.assumptions.map((each) => `  ${each}`);
  output.row(
    WhatIfResponse.toJSON(answer) as Record<string, unknown>,
    [title, table(answer), 'Taken for granted:', ...notes].join('\n'),
  );
}

function table({ before, after }: WhatIfResponse): string {
  const right = 'right' as const;
  const rows = new Table({
    head: ['uid', 'incentive', '→', 'dividends', '→', 'emission', '→', 'change'],
    colAligns: Array.from({ length: 8 }, () => right),
    style: { head: [], border: [], compact: true },
  });
  const paid = ({ serverEmissionRao, validatorEmissionRao }: NeuronEpoch) =>
    serverEmissionRao + validatorEmissionRao;
  before.forEach((was, k) => {
    const is = after[k] ?? was;
    const change = paid(is) - paid(was);
    rows.push([
      was.uid,
      share(was.incentive),
      share(is.incentive),
      share(was.dividends),
      share(is.dividends),
      formatTao(paid(was)),
      formatTao(paid(is)),
      `${change > 0n ? '+' : ''}${change < 0n ? '-' : ''}${formatTao(change < 0n ? -change : change)}`,
    ]);
  });
  return rows.toString();
}

const share = (value: number): string => (value / U16_MAX).toFixed(4);
