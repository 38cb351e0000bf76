import { endOf } from '../points.ts';
import { fitting, type Ladder, type Level, levelOf } from './level.ts';

/** How long a level is kept, and how long she has after that when her growth is no longer enough. Days. */
export type Keeping = { readonly keepDays: number | null; readonly graceDays: number };

/** A level that she has: since when, by how much growth, for how long at least. */
export type Held = {
  readonly levelId: string;
  readonly earnedAt: Date;
  /** The growth that it took then. */
  readonly earnedWith: number;
  /** She keeps it until then, whatever becomes of her growth. */
  readonly keptUntil: Date | null;
  /** Her growth is no longer enough: she falls then, unless it is again. */
  readonly fallsAt: Date | null;
  /** What she held before she rose to this one. */
  readonly before: Held | null;
};

/**
 * What she holds now. `growthAt`: what was in force at a moment, less what was given back since; so a level that was reached by
 * an order that came back was never reached, and she stands where she stood before. Null: no level.
 */
export function place(
  ladder: Ladder,
  keeping: Keeping,
  held: Held | null,
  growthAt: (at: Date) => number,
  now: Date,
): Held | null {
  const fit = fitting(ladder, growthAt(now));
  const own = earnedOf(ladder, held, growthAt);
  const mine = levelOf(ladder, own?.levelId ?? null);
  if (own === null || mine === undefined) return fit ? earn(fit, keeping, now, null) : null;
  if (fit && fit.growth > mine.growth) return earn(fit, keeping, now, { ...own, fallsAt: null });
  const keptNow = own.keptUntil !== null && now < own.keptUntil;
  if (fit?.id === mine.id) {
    return keptNow || own.keptUntil === null ? { ...own, fallsAt: null } : earn(fit, keeping, now, own.before);
  }
  if (keptNow) return { ...own, fallsAt: null };
  const fallsAt = own.fallsAt ?? (keeping.graceDays === 0 ? now : endOf(now, keeping.graceDays)) ?? now;
  if (now < fallsAt) return { ...own, fallsAt };
  const stillKept = own.before?.keptUntil && now < own.before.keptUntil ? own.before : null;
  return place(ladder, keeping, stillKept, growthAt, now);
}

/** When she has to be looked at again, as far as what she holds goes. */
export function dueOf(held: Held | null, now: Date): Date | null {
  const moments = [held?.keptUntil, held?.fallsAt].flatMap((at) => (at && at > now ? [at.getTime()] : []));
  return moments.length === 0 ? null : new Date(Math.min(...moments));
}

/** The last that she has really earned and that is still on the ladder. */
function earnedOf(ladder: Ladder, held: Held | null, growthAt: (at: Date) => number): Held | null {
  if (held === null) return null;
  const stands = levelOf(ladder, held.levelId) !== undefined && growthAt(held.earnedAt) >= held.earnedWith;
  return stands ? held : earnedOf(ladder, held.before, growthAt);
}

function earn(level: Level, { keepDays }: Keeping, now: Date, before: Held | null): Held {
  return {
    levelId: level.id,
    earnedAt: now,
    earnedWith: level.growth,
    keptUntil: keepDays === null ? null : endOf(now, keepDays),
    fallsAt: null,
    before: before?.levelId === level.id ? before.before : before,
  };
}
