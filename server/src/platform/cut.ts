/**
 * The first `most` characters. Characters are code points, as the contracts' `maxLength` counts them: cut by the units of
 * JavaScript's strings, a picture letter at the edge leaves half a pair, and no store takes that in a JSON text.
 */
export function cut(text: string, most: number): string {
  const characters = Array.from(text);
  return characters.length <= most ? text : characters.slice(0, most).join('');
}
