/** Runs `work` again and again for a while, `inFlight` at a time. @returns calls per second */
export async function rate(work, { seconds = 2, inFlight = 32 } = {}) {
  const end = performance.now() + seconds * 1000;
  let done = 0;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      while (performance.now() < end) {
        await work(done);
        done += 1;
      }
    }),
  );
  return done / ((performance.now() - began) / 1000);
}

/** Ours and the bare library by turns, so that a busy machine troubles both. @returns medians and their ratio */
export async function compare(name, unit, ours, bare, rounds = 3) {
  const all = { ours: [], bare: [] };
  await ours();
  await bare();
  for (let i = 0; i < rounds; i += 1) {
    all.ours.push(await ours());
    all.bare.push(await bare());
  }
  const [a, b] = [median(all.ours), median(all.bare)];
  return { name, unit, ours: round(a), bare: round(b), ratio: round(a / b) };
}

export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const round = (value) => Number(value.toPrecision(3));
