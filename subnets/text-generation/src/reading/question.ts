import type { SeededRandom } from '@yumanet/subnet-kit';

const PEOPLE = [
  'Adam',
  'Eve',
  'Noah',
  'Sarah',
  'Isaac',
  'Leah',
  'Jacob',
  'Rachel',
  'Esau',
  'Dinah',
  'Joseph',
  'Tamar',
];
const THINGS = ['the lamp', 'the ring', 'the coat', 'the jar'];
const GIFTS = 8;

/** Something to read, what is asked of it, and the answer that only reading gives. */
export interface Question {
  readonly text: string;
  readonly reference: string;
}

/**
 * Who gave what to whom, at random, and who held one of the things, in order. There are more than 10^15 such texts: none is asked
 * twice, and no table helps.
 */
export function question(random: SeededRandom): Question {
  const things = random.shuffled(THINGS).slice(0, 2);
  const people = random.shuffled(PEOPLE).slice(0, 6);
  const holders = things.map((_, i) => [people[i]!]);
  const facts = things.map((thing, i) => `At first ${people[i]} had ${thing}.`);
  for (let gift = 0; gift < GIFTS; gift += 1) {
    // The thing that is asked about moves often enough that its holders are worth naming.
    const which = gift % 2 === 0 ? 0 : random.below(things.length);
    const giver = holders[which]!.at(-1)!;
    const others = people.filter((each) => each !== giver);
    const taker = others[random.below(others.length)]!;
    facts.push(`Then ${giver} gave ${things[which]} to ${taker}.`);
    holders[which]!.push(taker);
  }
  const ask = `Name everyone who had ${things[0]}, in order, from the first to the last. Answer with the names only.`;
  return { text: `${facts.join(' ')} ${ask}`, reference: holders[0]!.join(' ') };
}
