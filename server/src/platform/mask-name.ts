/** The first letter of a name and no more, for other shoppers: who did it is nobody else's business. Null where there is none. */
export function maskName(nickname: string): string | null {
  const [first] = nickname.trim();
  return first === undefined ? null : `${first}**`;
}
