/** The first `max` characters; characters are code points, so no surrogate pair is torn apart. */
export function cut(text: string, max: number): string {
  const characters = Array.from(text);
  return characters.length <= max ? text : characters.slice(0, max).join('');
}

export function characterCount(text: string): number {
  return Array.from(text).length;
}
