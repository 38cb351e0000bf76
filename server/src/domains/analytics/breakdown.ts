import type { Words } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import type { PersonSet } from '../../platform/event-store/person-set.ts';
import { bound, joinPieces, type Piece, piece } from '../../platform/event-store/piece.ts';
import { propertyText } from '../../platform/event-store/selector.ts';

/** Persons taken apart into groups that share nobody, as another domain knows them: by stage. Handed in at `domains.ts`. */
export type Grouping = {
  readonly key: string;
  readonly words: Words;
  /** Who is in none of the groups. */
  readonly rest: Words;
  readonly groups: (ctx: Ctx, asOf: Date) => Promise<readonly PersonGroup[]>;
};
export type PersonGroup = { readonly key: string; readonly words: Words; readonly persons: PersonSet };

/** By what events are taken apart: the text of a property, or whose they are. */
export type Breakdown =
  | { readonly kind: 'property'; readonly property: string }
  | { readonly kind: 'persons'; readonly groups: readonly PersonGroup[] };

/** Values that are told by themselves, and how many are not. */
export type Shares = { readonly top: readonly string[]; readonly left: number };
export const NONE_LEFT: Shares = { top: [], left: 0 };

/** Begins with a character that nobody types. */
export const OTHERS = '\u0001others';

/** The value of a row, or that it is one of the others; `top` null: whatever it is. */
export function groupSql(breakdown: Breakdown, top: readonly string[] | null): Piece {
  const value = valueSql(breakdown);
  if (top === null) return value;
  if (top.length === 0) return piece`${bound('String', OTHERS)}`;
  return piece`if(${value} IN ${bound('Array(String)', top)}, ${value}, ${bound('String', OTHERS)})`;
}

function valueSql(breakdown: Breakdown): Piece {
  if (breakdown.kind === 'property') return piece`toString(${propertyText(breakdown.property)})`;
  const cases = breakdown.groups.map(
    ({ key, persons }) => piece`bitmapContains(${persons.bitmap}, events.person_no), ${bound('String', key)}, `,
  );
  return piece`multiIf(${joinPieces(cases, '')}'')`;
}
