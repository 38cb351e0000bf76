import type { Drawing } from '@huoshui/contracts/words/activities';
import type { Chance } from '../play.ts';
import { prizeAt } from './chance.ts';

/** What an entry has drawn so far, and what it may draw by; what counts for it is its `sum` of chances. */
export type Standing = {
  readonly sum: number;
  readonly drawn: number;
  readonly today: number;
  readonly won: number;
  readonly freeUsed: number;
  /** In a row, up to the last, that won nothing. */
  readonly vain: number;
};

/** Chances that orders and friends brought and that are left, and those that this day brings. */
export function chancesOf({ free }: Chance, { sum, drawn, freeUsed }: Standing) {
  // Chances that went back with an order after they were used are owed: the next ones pay them.
  return { earned: Math.max(0, sum - drawn), free: sum < drawn ? 0 : Math.max(0, free - freeUsed) };
}

/** Whether one more may be drawn, in an activity that runs. */
export function mayDraw(chance: Chance, standing: Standing): Exclude<Drawing, 'closed'> {
  if (chance.wins !== null && standing.won >= chance.wins) return 'won_enough';
  if (chance.aDay !== null && standing.today >= chance.aDay) return 'enough_today';
  const { earned, free } = chancesOf(chance, standing);
  return earned + free === 0 ? 'no_chance' : 'can';
}

/** By its place in the terms what nobody has of a prize; null: any number. */
export type Left = Map<number, number | null>;
export type Fell = { readonly rolled: number | null; readonly prize: number | null; readonly sure: boolean };

/** What a roll wins of what is left, and takes it: the prize that it falls on, or where this one surely wins the last of which some are there. */
export function fall(chance: Chance, left: Left, roll: number, vain: number): Fell {
  const rolled = prizeAt(chance, roll);
  const sure = chance.sureAfter !== null && vain >= chance.sureAfter;
  const places = sure ? [rolled, ...[...chance.prizes.keys()].reverse()] : [rolled];
  const prize = places.find((place) => place !== null && left.get(place) !== 0 && left.has(place)) ?? null;
  const there = prize === null ? null : (left.get(prize) ?? null);
  if (prize !== null && there !== null) left.set(prize, there - 1);
  return { rolled, prize, sure };
}

/** What it is like after one more draw; `free`: by a chance of the day. */
export const after = (one: Standing, { free, won }: { readonly free: boolean; readonly won: boolean }): Standing => ({
  sum: one.sum + (free ? 1 : 0),
  drawn: one.drawn + 1,
  today: one.today + 1,
  won: one.won + (won ? 1 : 0),
  freeUsed: one.freeUsed + (free ? 1 : 0),
  vain: won ? 0 : one.vain + 1,
});
