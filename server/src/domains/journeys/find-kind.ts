// Apart from the kit: a step that asks of another one must not import the list in which it stands itself.
export function findKind<K extends { readonly kind: string }>(kinds: readonly K[], kind: string): K | undefined {
  return kinds.find((one) => one.kind === kind);
}
