import type { ChainBlock, ChainClient } from '@yumanet/chain-client';
import type { Round } from '@yumanet/proto/validator/v1';
import { AnswerCopiers } from '../copiers/answer-copiers.js';
import type { OrganicTally } from '../gateway/organic/organic-tally.js';
import type { Metagraph } from '../metagraph/metagraph.js';
import { readMetagraph } from '../metagraph/read-metagraph.js';
import { reportCopiers, reportRound, type Reporting } from '../report.js';
import type { Observation, ScoreBook } from '../scores/score-book.js';
import type { ScoreKeeper } from '../scores/score-keeper.js';
import { conductRound, type Conducted, type Conductor } from './conduct-round.js';
import { addressOf, latenciesOf, observationsOf, toldRound } from './round-result.js';

export interface RoundWorkOptions extends Reporting {
  readonly netuid: number;
  readonly client: Pick<ChainClient, 'queryMulti' | 'call'>;
  /** false: the strategy needs no scores, and no miner is asked. */
  readonly asks: boolean;
  readonly answerCopiers: 'report' | 'zero';
  /** What clients' queries tell; taken in with each round. */
  readonly organic?: Pick<OrganicTally, 'take'> | undefined;
  /** Copiers of whom the log has told. */
  readonly toldCopiers: Set<string>;
}

/** What belongs to the one who acts now. */
export interface RoundReign {
  readonly conductor: Conductor;
  readonly scores: ScoreKeeper;
}

const KEEP_ROUNDS = 16;

/** Rounds of questions: has miners asked and judged, moves their scores, and remembers what tells of copiers and of the slow. */
export class RoundWork {
  readonly #options: RoundWorkOptions;
  readonly #rounds: Round[] = [];
  readonly #answerCopiers = new AnswerCopiers();
  #latencies: ReadonlyMap<string, number> = new Map();
  #metagraph: Metagraph | undefined;

  constructor(options: RoundWorkOptions) {
    this.#options = options;
  }

  /** The last ones, the newest last. */
  get rounds(): readonly Round[] {
    return this.#rounds;
  }

  /** As the last look found it. */
  get metagraph(): Metagraph | undefined {
    return this.#metagraph;
  }

  /** Who is on the subnet now; the book forgets who is not. */
  async look(head: Parameters<typeof readMetagraph>[2], { book }: ScoreKeeper): Promise<Metagraph> {
    const { client, netuid } = this.#options;
    const metagraph = await readMetagraph(client, netuid, head);
    this.#metagraph = metagraph;
    book.follow(metagraph.neurons);
    return metagraph;
  }

  /** One round. @throws ServiceError NO_WORKER, others as the endpoint's reads and the bus's writes. */
  async do(head: ChainBlock, { conductor, scores }: RoundReign, signal: AbortSignal): Promise<void> {
    const metagraph = await this.look(head, scores);
    if (!this.#options.asks) return;
    const conducted = await conductRound(conductor, metagraph, scores.book.memories, this.#latencies, signal);
    signal.throwIfAborted();
    this.#watchAnswers(conducted, metagraph);
    scores.book.observe(head.number, this.#judged(observationsOf(conducted)));
    scores.book.heard(this.#organic(scores.book));
    scores.book.unasked(head.number, metagraph.neurons, new Set(conducted.asked.map(({ hotkey }) => hotkey)));
    this.#latencies = latenciesOf(conducted);
    this.#rounds.push(toldRound(conducted));
    if (this.#rounds.length > KEEP_ROUNDS) this.#rounds.shift();
    reportRound(conducted, this.#options);
    await scores.save();
  }

  /** Of those whose registration has a score: the book knows only who is on the subnet. */
  #organic(book: ScoreBook): Observation[] {
    const scoreOf = (hotkey: string, registeredAt: number) => {
      const known = book.get(hotkey);
      const isSame = known !== undefined && Number(known.registeredAt) === registeredAt;
      return isSame && known.rounds > 0n ? known.score : undefined;
    };
    return this.#options.organic?.take(scoreOf) ?? [];
  }

  #watchAnswers({ verdict }: Conducted, { neurons }: Metagraph): void {
    const seen = verdict.miners
      .filter(({ error }) => error === '')
      .map((each) => ({
        hotkey: addressOf(each),
        latencyMs: each.latencyMs,
        asked: each.askedDigest.toString('base64'),
        answer: each.answerDigest.toString('base64'),
      }));
    this.#answerCopiers.observe(seen);
    this.#answerCopiers.follow(new Set(neurons.map(({ hotkey }) => hotkey)));
    reportCopiers('answers', this.#answerCopiers.report(), this.#options.toldCopiers, this.#options);
  }

  /** What the mechanism said, but 0 for who repeats others, where the operator wants it so. */
  #judged(observations: readonly Observation[]): readonly Observation[] {
    if (this.#options.answerCopiers === 'report') return observations;
    const copiers = new Set(this.#answerCopiers.report().map(({ hotkey }) => hotkey));
    return observations.map((each) => (copiers.has(each.hotkey) ? { ...each, score: 0 } : each));
  }
}
