export type Picked = {
  readonly key: string;
  readonly name: string;
  readonly values: string;
  readonly quantity: number;
  /** Given with the order, not bought. */
  readonly gift: boolean;
};

type Line = {
  readonly id: string;
  readonly skuId: string | null;
  readonly name: string;
  readonly values: readonly string[];
  readonly gift?: object | null;
  /** Units that may still leave. */
  readonly toSend: number;
};
type Order = { readonly lines: readonly Line[] };

/** What is to be taken from the shelves: equal goods together, gifts by themselves, without what has left, was given back or is asked back. */
export function pickList(orders: readonly Order[]): readonly Picked[] {
  const picked = new Map<string, Picked>();
  for (const { lines } of orders) {
    for (const { id, skuId, name, values, toSend, gift = null } of lines) {
      const given = gift !== null;
      const key = `${skuId ?? id}${given ? ' gift' : ''}`;
      const quantity = (picked.get(key)?.quantity ?? 0) + toSend;
      if (quantity > 0) picked.set(key, { key, name, values: values.join(' / '), quantity, gift: given });
    }
  }
  return [...picked.values()].sort((a, b) => a.name.localeCompare(b.name, 'zh'));
}
