/** JSON in which a bigint is `{"$": "123"}`: exact, and readable by hand. */

export function toJson(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) =>
    typeof each === 'bigint' ? { $: String(each) } : each,
  );
}

export function fromJson<T>(text: string): T {
  return JSON.parse(text, (_key, each: unknown) => (isTagged(each) ? BigInt(each.$) : each)) as T;
}

const isTagged = (each: unknown): each is { readonly $: string } =>
  typeof each === 'object' && each !== null && '$' in each && typeof each.$ === 'string';
