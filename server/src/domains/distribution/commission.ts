/** What of a line has been given back. */
export type Back = { readonly units: number; readonly base: number };

type Line = {
  /** Units, and the fen that were paid for all of them. */
  readonly units: number;
  readonly base: number;
  /** Hundredths of a percent. */
  readonly rate: number;
};

/** Fen, never more than the rate says: cut, not rounded. */
export function commissionOf(base: number, rate: number): number {
  return Math.floor((base * rate) / 10_000);
}

/** Fen of the line that are kept: what was paid less what went back, and never more than what the kept units cost. */
export function keptBase({ units, base }: Line, back: Back): number {
  if (back.units >= units) return 0;
  const ofUnits = Math.ceil((base * (units - back.units)) / units);
  return Math.max(0, Math.min(base - back.base, ofUnits));
}

/** Fen that the line still earns when so much of it went back; it falls with every refund and ends at nothing. */
export function leftOf(line: Line, back: Back): number {
  return commissionOf(keptBase(line, back), line.rate);
}
