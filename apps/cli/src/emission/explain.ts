import { ExplainResponse } from '@yumanet/proto/emission/v1';
import { decodeAddress } from '@yumanet/polkadot/util-crypto';
import { addressOf } from '../account.js';
import { CliError } from '../cli-error.js';
import type { Output } from '../output.js';
import { ASK, askEmission } from './ask.js';

export interface ExplainOptions {
  readonly uid: number | undefined;
  readonly hotkey: string | undefined;
  readonly block: bigint | undefined;
}

/** `yumanet explain`: a neuron's epoch, a sentence per step. */
export async function explain(
  output: Output,
  address: string,
  netuid: number,
  { uid, hotkey, block }: ExplainOptions,
): Promise<void> {
  const who =
    hotkey !== undefined
      ? ({ $case: 'hotkey', hotkey: Buffer.from(decodeAddress(await addressOf(hotkey))) } as const)
      : uid !== undefined
        ? ({ $case: 'uid', uid } as const)
        : undefined;
  if (who === undefined) throw new CliError('BAD_INPUT', 'explain: expected --hotkey or --uid, got neither');
  const answer = await askEmission(address, (client) => client.explain({ netuid, who, block }, ASK));
  const title = `uid ${answer.uid} of subnet ${netuid}, epoch of block ${answer.block}`;
  const lines = answer.steps.map(({ step, sentence }) => `  ${step.padEnd(10)} ${sentence}`);
  output.row(ExplainResponse.toJSON(answer) as Record<string, unknown>, [title, ...lines].join('\n'));
}
