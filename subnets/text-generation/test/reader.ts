/** Reads the exam's questions by rule: what a model that reads perfectly would answer. */
export function holdersIn(text: string): string[] {
  const thing = /Name everyone who had (.+?), in order/.exec(text)?.[1];
  const facts = text.matchAll(/At first (\w+) had (.+?)\.|Then \w+ gave (.+?) to (\w+)\./g);
  return [...facts]
    .map(([, first, had, given, taker]) => ({ thing: had ?? given, holder: first ?? taker! }))
    .filter((fact) => fact.thing === thing)
    .map(({ holder }) => holder);
}
