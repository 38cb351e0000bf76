import type { Condition } from '@huoshui/contracts/condition';
import type { Ctx } from '../../../platform/ctx.ts';
import type { PersonSet } from '../../../platform/event-store/person-set.ts';
import { joinPieces, type Piece, piece } from '../../../platform/event-store/piece.ts';
import { runOne } from '../../../platform/event-store/query.ts';
import type { Together } from '../../analytics/index.ts';

export type LookedPart = {
  /** Its place: `all.0`; '' is the whole. */
  readonly at: string;
  /** Members for whom it is true by itself. */
  readonly members: number;
  /** Of a part of an `all`: for whom it and those before it are. */
  readonly left: number | null;
};

export type Looked = {
  readonly members: number;
  readonly everyone: number;
  readonly parts: readonly LookedPart[];
  /** Some of them, spread over all. */
  readonly some: readonly number[];
};

type Row = { readonly counts: readonly number[]; readonly some: readonly (readonly number[])[] };
type Step = { readonly at: string; readonly own: number; readonly left: number | null };

const SOME = 6;
const EVERYONE = 's0';

/**
 * How many members a condition means, and each part of it. One statement: every leaf is asked once and has a name there, so that what
 * it is composed with is bitmaps of what was found.
 */
export async function lookAt(
  ctx: Ctx,
  condition: Condition,
  asOf: Date,
  asked: Together,
  leaf: (condition: Condition) => Promise<PersonSet>,
): Promise<Looked> {
  const sets: Piece[] = [asked.everyMember(asOf).bitmap];
  const steps: Step[] = [];
  const name = (bitmap: Piece) => `s${sets.push(bitmap) - 1}`;
  const numberOf = (set: string) => Number(set.slice(1));
  const walk = async (part: Condition, at: string): Promise<string> => {
    const step = { at: at.replace(/\.$/, ''), own: 0, left: null };
    const place = steps.push(step) - 1;
    const own = await setOf(part, at);
    steps[place] = { ...step, own: numberOf(own) };
    return own;
  };
  const setOf = async (part: Condition, at: string): Promise<string> => {
    if ('not' in part) return name(piece`bitmapAndnot(${EVERYONE}, ${await walk(part.not, `${at}not.`)})`);
    if ('all' in part) {
      let left = EVERYONE;
      for (const [n, one] of part.all.entries()) {
        const place = steps.length;
        const own = await walk(one, `${at}all.${n}.`);
        left = name(piece`bitmapAnd(${left}, ${own})`);
        const step = steps[place];
        if (step) steps[place] = { ...step, left: numberOf(left) };
      }
      return left;
    }
    if ('any' in part) {
      let found: string | null = null;
      for (const [n, one] of part.any.entries()) {
        const own = await walk(one, `${at}any.${n}.`);
        found = found === null ? own : name(piece`bitmapOr(${found}, ${own})`);
      }
      return found ?? name(piece`bitmapAndnot(${EVERYONE}, ${EVERYONE})`);
    }
    return name(piece`bitmapAnd(${EVERYONE}, ${(await leaf(part)).bitmap})`);
  };
  const whole = await walk(condition, '');
  const named = sets.map((set, n) => piece`${set} AS s${n}`);
  const counts = sets.map((_, n) => `toUInt32(bitmapCardinality(s${n}))`).join(', ');
  const spread = Array.from(
    { length: SOME },
    (_, n) =>
      `bitmapToArray(subBitmap(${whole}, toUInt64(intDiv(bitmapCardinality(${whole}) * ${n}, ${SOME})), toUInt64(1)))`,
  ).join(', ');
  const row = await runOne<Row>(
    ctx,
    piece`WITH ${joinPieces(named, ', ')} SELECT [${counts}] AS counts, [${spread}] AS some${await asked.from(ctx)}`,
  );
  const count = (set: number) => row?.counts[set] ?? 0;
  return {
    members: count(numberOf(whole)),
    everyone: count(0),
    parts: steps.map(({ at, own, left }) => ({ at, members: count(own), left: left === null ? null : count(left) })),
    some: [...new Set((row?.some ?? []).flat())],
  };
}
