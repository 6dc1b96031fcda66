/** One answer of a round, as far as copying goes. */
export interface SeenAnswer {
  /** SS58. */
  readonly hotkey: string;
  /** What was asked and what was answered, as digests: only answers to the same question are compared. */
  readonly asked: string;
  readonly answer: string;
  /** Milliseconds until the answer. */
  readonly latencyMs: number;
}

/** Two miners that gave the same rare answers. */
export interface AnswerCopy {
  /** Who answered later, most times. */
  readonly hotkey: string;
  readonly source: string;
  /** Rounds in which one of them gave a rare answer. */
  readonly chances: number;
  /** Rounds in which both gave the same rare answer. */
  readonly same: number;
}

interface Pair {
  chances: number;
  same: number;
  /** Rounds in which the first by name was later. */
  firstLater: number;
}

/** An answer is rare when at most so many of all who were asked the same gave it. */
const RARE_SHARE = 0.25;
const LEAST_CHANCES = 8;
const LEAST_SAME = 0.9;
/** Pairs kept; subnets have at most 256 uids. */
const MAX_PAIRS = 32_640;

/**
 * Finds who repeats another's answers. Right answers are alike by nature; what is told by are answers that few give: whoever
 * shares nearly all of another's rare ones has them from it, and the later one is the copier. Kept since the start.
 */
export class AnswerCopiers {
  readonly #pairs = new Map<string, Pair>();

  /** Takes a round in: the valid answers, and nothing of who was silent. */
  observe(answers: readonly SeenAnswer[]): void {
    for (const group of groupByAsked(answers).values()) this.#observeGroup(group);
  }

  /** Suspects, the surest first. */
  report(): AnswerCopy[] {
    return [...this.#pairs]
      .filter(([, { chances, same }]) => chances >= LEAST_CHANCES && same / chances >= LEAST_SAME)
      .map(([key, { chances, same, firstLater }]) => {
        const [first, second] = key.split(' ') as [string, string];
        const isFirst = firstLater * 2 > same;
        return { hotkey: isFirst ? first : second, source: isFirst ? second : first, chances, same };
      })
      .sort((a, b) => b.same - a.same);
  }

  /** Forgets whoever is not on the subnet any more. */
  follow(hotkeys: ReadonlySet<string>): void {
    for (const key of this.#pairs.keys())
      if (!key.split(' ').every((hotkey) => hotkeys.has(hotkey))) this.#pairs.delete(key);
  }

  #observeGroup(group: readonly SeenAnswer[]): void {
    const given = new Map<string, number>();
    for (const { answer } of group) given.set(answer, (given.get(answer) ?? 0) + 1);
    const limit = Math.max(2, group.length * RARE_SHARE);
    const isRare = ({ answer }: SeenAnswer) => (given.get(answer) ?? 0) <= limit && given.size > 1;
    const sorted = [...group].sort((a, b) => (a.hotkey < b.hotkey ? -1 : 1));
    sorted.forEach((first, i) => {
      for (const second of sorted.slice(i + 1)) {
        if (!isRare(first) && !isRare(second)) continue;
        this.#count(first, second);
      }
    });
  }

  #count(first: SeenAnswer, second: SeenAnswer): void {
    const key = `${first.hotkey} ${second.hotkey}`;
    const isSame = first.answer === second.answer;
    const pair = this.#pairs.get(key) ?? { chances: 0, same: 0, firstLater: 0 };
    // A pair that never agreed needs no memory until it does.
    if (!isSame && pair.chances === 0) return;
    if (pair.chances === 0 && this.#pairs.size >= MAX_PAIRS) return;
    pair.chances += 1;
    if (isSame) {
      pair.same += 1;
      if (first.latencyMs > second.latencyMs) pair.firstLater += 1;
    }
    this.#pairs.set(key, pair);
  }
}

/** Node 20 has no Map.groupBy. */
function groupByAsked(answers: readonly SeenAnswer[]): Map<string, SeenAnswer[]> {
  const groups = new Map<string, SeenAnswer[]>();
  for (const each of answers) groups.set(each.asked, [...(groups.get(each.asked) ?? []), each]);
  return groups;
}
