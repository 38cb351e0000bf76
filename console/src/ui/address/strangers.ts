/** What a part of a page says of the address: its own parameters, and those among them that say nothing it can use. */
export type Known = { readonly keys: readonly string[]; readonly wrong: readonly string[] };

/** Parameters of an address that nobody on the page knows, or that say nothing it can use. */
export function strangers(params: URLSearchParams, known: readonly Known[]): readonly string[] {
  return [...new Set(params.keys())].filter((name) => {
    const owners = known.filter(({ keys }) => keys.includes(name));
    return owners.length === 0 || owners.some(({ wrong }) => wrong.includes(name));
  });
}
