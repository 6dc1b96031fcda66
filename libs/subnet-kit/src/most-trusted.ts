/**
 * Of several answers to one task, the one that most trust stands behind; of equals the one whose text is least, so that the order
 * of the answers decides nothing. Undefined where nobody is trusted.
 *
 * @param textOf equal texts, equal answers.
 * @param weights as `Judge.compose` has them.
 */
export function mostTrusted<Answer>(
  answers: ReadonlyMap<string, Answer>,
  textOf: (answer: Answer) => string,
  weights?: ReadonlyMap<string, number>,
): Answer | undefined {
  const groups = new Map<string, { readonly answer: Answer; trust: number }>();
  for (const [hotkey, answer] of answers) {
    const trust = weights ? (weights.get(hotkey) ?? 0) : 1;
    const text = textOf(answer);
    const group = groups.get(text) ?? { answer, trust: 0 };
    group.trust += trust;
    groups.set(text, group);
  }
  const [best] = [...groups]
    .filter(([, { trust }]) => trust > 0)
    .sort(([a, x], [b, y]) => y.trust - x.trust || (a < b ? -1 : 1));
  return best?.[1].answer;
}
