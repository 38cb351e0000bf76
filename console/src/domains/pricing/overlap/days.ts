/** Two days of an address, `from..to`; nothing where it says none. */
export function daysIn(text: string | undefined): { readonly from?: string; readonly to?: string } {
  const [from, to] = (text ?? '').split('..');
  return from && to ? { from, to } : {};
}
