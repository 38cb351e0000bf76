export function characterCount(text: string): number {
  return Array.from(text).length;
}
