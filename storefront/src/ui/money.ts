/** 1290 → `12.9`, 1200 → `12`, 1205 → `12.05`: for sentences; prices on cards are drawn by Price. */
export function yuan(fen: number): string {
  const sign = fen < 0 ? '-' : '';
  const cents = Math.abs(fen);
  const rest = cents % 100;
  const whole = Math.floor(cents / 100);
  if (rest === 0) return `${sign}${whole}`;
  return `${sign}${whole}.${rest % 10 === 0 ? rest / 10 : String(rest).padStart(2, '0')}`;
}
