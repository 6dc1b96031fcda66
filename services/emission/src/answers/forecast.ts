import type { ForecastRequest, ForecastResponse } from '@yumanet/proto/emission/v1';
import { refusal } from '@yumanet/service-kit';
import { forecast as computeForecast } from '@yumanet/yuma-core';
import { emissionError } from '../errors.js';
import { checkNetuid } from '../grpc/check-netuid.js';
import type { LedgerStore } from '../ledger/ledger-store.js';
import type { ReadEconomyAt } from '../ledger/source/read-economy-at.js';
import type { VerdictStore } from '../verdicts/verdict-store.js';

export interface ForecastParts {
  readonly verdicts: Pick<VerdictStore, 'find'>;
  readonly ledger: Pick<LedgerStore, 'head' | 'totals'>;
  readonly readAt: ReadEconomyAt;
}

/** Blocks over which the present rate of issuance is taken. */
const RATE_BLOCKS = 360;
const FINNEY_MS = 12_000;
const MAX_BLOCK_MS = 3_600_000;

/**
 * Forecast: from the last epoch and the newest state in the ledger.
 *
 * @throws ServiceError INVALID_ARGUMENT, EPOCH_UNKNOWN, BLOCK_NOT_IN_LEDGER; others as the chain's gRPC.
 */
export async function forecast(parts: ForecastParts, request: ForecastRequest): Promise<ForecastResponse> {
  const { netuid, blockMilliseconds } = request;
  checkNetuid(netuid);
  if (blockMilliseconds > MAX_BLOCK_MS)
    throw refusal('INVALID_ARGUMENT', 'block_milliseconds', `at most ${MAX_BLOCK_MS}`, blockMilliseconds);
  const verdict = parts.verdicts.find(netuid);
  if (verdict === undefined || verdict.neurons.length === 0)
    throw emissionError(
      'EPOCH_UNKNOWN',
      `forecast of netuid ${netuid}: expected a verified epoch, got none`,
      {
        netuid,
      },
    );
  const head = await parts.ledger.head();
  if (head === undefined)
    throw emissionError('BLOCK_NOT_IN_LEDGER', 'forecast: expected a block in the ledger, got none');
  const hotkeys = verdict.neurons.map(({ hotkey }) => hotkey.toString('hex'));
  const { state } = await parts.readAt(head.hash, hotkeys);
  const subnet = state.subnets.find((each) => each.netuid === netuid);
  if (subnet === undefined || subnet.tempo === 0)
    throw emissionError('EPOCH_UNKNOWN', `forecast: expected a subnet that runs epochs, got ${netuid}`, {
      netuid,
    });
  const payees = new Map(state.payees);
  const recent = await parts.ledger.totals(Math.max(0, head.block - RATE_BLOCKS + 1), head.block);
  const result = computeForecast({
    issuedRao: state.issued,
    issuedPerBlockRao: recent.mintedRao / BigInt(Math.max(1, recent.blocks)),
    subnetPerBlockRao: subnet.emissionRao,
    ownerCut: subnet.owner === undefined ? 0 : state.ownerCut,
    tempo: subnet.tempo,
    secondsPerBlock: (blockMilliseconds || FINNEY_MS) / 1_000,
    neurons: verdict.neurons.map(({ uid, serverEmissionRao, validatorEmissionRao }, k) => {
      const payee = payees.get(hotkeys[k] ?? '');
      const stakeRao = payee?.totalStakeRao ?? 0n;
      return { uid, stakeRao, serverEmissionRao, validatorEmissionRao, take: payee?.take ?? null };
    }),
  });
  return {
    ...result,
    block: BigInt(state.block),
    nextHalving: result.nextHalving,
    neurons: result.neurons.map((neuron, k) => ({ ...neuron, hotkey: verdict.neurons[k]!.hotkey })),
    assumptions: [...result.assumptions],
  };
}
