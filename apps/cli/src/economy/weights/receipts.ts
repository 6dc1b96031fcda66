import type { ReceiptExplanation, WeightsIntent, WeightsReceipt } from '@yumanet/proto/validator/v1';
import { example, u64, type AddCommand } from '../add-command.js';

interface ReceiptsOptions {
  readonly validator: string;
  readonly from?: bigint;
  readonly explain?: boolean;
}

const DEADLINE_MS = 10_000;

/** `weights receipts`: what became of a validator's rows, epoch by epoch, as its service knows it. */
export const weightsReceipts: AddCommand = (group, _withChain, withOutput) =>
  void group
    .command('receipts')
    .description(
      'what became of a validator’s weights in each epoch: effective, refused, expired, or under way',
    )
    .requiredOption('--validator <host:port>', 'gRPC address of the validator service')
    .option('--from <block>', 'leave out epochs before this block', u64)
    .option('--explain', 'below each epoch the emission service’s sentences on it; --json always has them')
    .addHelpText('after', example('weights receipts --validator 127.0.0.1:9500 --explain'))
    .action(
      withOutput(async (output, { validator, from = 0n, explain = false }: ReceiptsOptions) => {
        const { createGrpcClient } = await import('@yumanet/service-kit/grpc-client');
        const [{ ValidatorServiceService }, { ExplainedNumbers }] = await Promise.all([
          import('@yumanet/proto/validator/v1'),
          import('@yumanet/proto/emission/v1'),
        ]);
        const numbersOf: NumbersOf = (numbers) => (numbers ? ExplainedNumbers.toJSON(numbers) : null);
        const { clientTls } = await import('../../client-tls.js');
        const own = { address: validator, ...clientTls('validator') };
        const client = createGrpcClient(ValidatorServiceService, own);
        try {
          const { intents } = await client.listReceipts({ fromEpoch: from }, { deadlineMs: DEADLINE_MS });
          for (const intent of intents) output.row(rowOf(intent, numbersOf), textOf(intent, explain));
        } finally {
          client.close();
        }
      }),
    );

/** As proto/yumanet/validator/v1/validator.proto numbers them. */
const STATES = ['unspecified', 'sent', 'included', 'refused', 'expired', 'committed', 'effective'];
const stateOf = ({ state }: WeightsIntent): string => STATES[state] ?? 'unspecified';

/** Loaded with the command: 64-bit numbers as text, as in every answer of the emission service. */
type NumbersOf = (numbers: ReceiptExplanation['numbers']) => unknown;

function rowOf(intent: WeightsIntent, numbersOf: NumbersOf) {
  const { netuid, uids, weights, error, commit, receipt } = intent;
  return {
    netuid,
    epoch: Number(intent.epoch),
    state: stateOf(intent),
    error,
    commit,
    decidedAt: Number(intent.decidedAt),
    committedAt: Number(intent.committedAt),
    includedAt: Number(intent.includedAt),
    weights: uids.map((uid, i) => [uid, weights[i] ?? 0]),
    receipt: receipt ? receiptOf(receipt, numbersOf) : null,
  };
}

function receiptOf({ explanation, ...receipt }: WeightsReceipt, numbersOf: NumbersOf) {
  return {
    ...receipt,
    epoch: Number(receipt.epoch),
    emissionRao: receipt.emissionRao.toString(),
    explanation: explanation
      ? {
          ...explanation,
          snapshotDigest: explanation.snapshotDigest.toString('hex'),
          numbers: numbersOf(explanation.numbers),
        }
      : null,
  };
}

function textOf(intent: WeightsIntent, explain: boolean): string {
  const { epoch, error, uids, receipt } = intent;
  const made = receipt
    ? `trust ${(receipt.validatorTrust / 65_535).toFixed(3)}, ${receipt.emissionRao} rao, ${receipt.masked.length} masked`
    : error;
  const line = `epoch ${epoch}  ${stateOf(intent).padEnd(9)}  ${uids.length} weights  ${made}`;
  const { explanation } = receipt ?? {};
  if (explanation === undefined) return line;
  const steps = explain
    ? explanation.steps.map(({ step, sentence }) => `  ${step.padEnd(10)} ${sentence}`)
    : [];
  return [`${line}, ${saidOf(explanation)}`, ...steps].join('\n');
}

function saidOf({ unavailable, differing, snapshotDigest, payoutKnown }: ReceiptExplanation): string {
  if (unavailable !== '') return `explanation: unavailable (${unavailable})`;
  const verdict = differing.length === 0 ? 'explained' : `explained otherwise: ${differing.join(', ')}`;
  return `${verdict} (input ${snapshotDigest.toString('hex').slice(0, 12)}…${payoutKnown ? '' : ', payout not seen yet'})`;
}
