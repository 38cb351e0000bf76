import { plainWords, type Words } from '@huoshui/contracts/words';
import type { Ctx } from '../../../platform/ctx.ts';
import { bound, INSTANT, type Piece, piece } from '../../../platform/event-store/piece.ts';
import { runQuery } from '../../../platform/event-store/query.ts';
import { earlier, type Range } from '../../../platform/event-store/range.ts';
import { daySql } from '../../../platform/event-store/zone.ts';
import { allocate } from '../../../platform/money.ts';
import { saidOf } from '../../../platform/said.ts';
import type { GivenFor, KeptTouches, Touches, TouchSource } from '../../../platform/touches.ts';
import { listSql } from './credited.ts';

/** What came of touches of a day, and what they cost. */
export type Counted = KeptTouches & { readonly gifts: number };

/** Of what was given for something of which no message went out. */
export const NO_CHANNEL = '';

/** Everything that was asked for or sent on these days, by day, channel, source and thing. */
export async function countTouches(ctx: Ctx, all: readonly Touches[], range: Range): Promise<readonly Counted[]> {
  const sources = all.flatMap(({ sources: own = [] }) => own);
  const window = { from: range.start, until: earlier(range.until, range.known) };
  const things = sources.filter(({ to }) => to !== undefined).map(({ name }) => name);
  const kinds = sources.flatMap(givenAs);
  const [counted, given] = await Promise.all([
    Promise.all(
      all.map(async (one) => (one.kept ? one.kept(ctx, window, things) : countTold(ctx, one, range, sources))),
    ),
    Promise.all(all.map(async ({ given: ask }) => ask?.(ctx, window, kinds) ?? [])),
  ]);
  return withGifts(counted.flat(), given.flat(), sources);
}

const givenAs = ({ name, gives }: TouchSource): readonly string[] => gives ?? [name];

/** What has no book of its own is counted by its facts: opened is who of those that were reached in these days came in by it, each once. */
async function countTold(
  ctx: Ctx,
  one: Touches,
  range: Range,
  sources: readonly TouchSource[],
): Promise<readonly KeptTouches[]> {
  const { told } = one;
  if (!told?.reached) return [];
  const within = piece`ts >= ${bound(INSTANT, range.start)} AND ts < ${bound(INSTANT, earlier(range.until, range.known))}`;
  const since = piece`ts >= ${bound(INSTANT, range.start)} AND ts < ${bound(INSTANT, range.known)}`;
  const opened = told.opened?.(since);
  const thing = thingSql(sources);
  const [sent, held] = await Promise.all([
    runQuery<Omit<Row, 'heldOut'>>(
      ctx,
      piece`SELECT toString(${daySql('ts', range.zone)}) AS day, channel, asked, ${thing} AS thing, any(label) AS said, toInt64(count()) AS sent,
        ${opened ? piece`toInt64(uniqExactIf((person_no, cause), (person_no, cause) IN (SELECT person_no, cause FROM (${opened}))))` : '0'} AS opened
      FROM (${told.reached(within)}) GROUP BY day, channel, asked, thing`,
    ),
    told.held
      ? runQuery<Pick<Row, 'day' | 'channel' | 'asked' | 'thing' | 'said' | 'heldOut'>>(
          ctx,
          piece`SELECT toString(${daySql('ts', range.zone)}) AS day, channel, asked, ${thing} AS thing, any(label) AS said, toInt64(count()) AS heldOut
          FROM (${told.held(within)}) GROUP BY day, channel, asked, thing`,
        )
      : [],
  ]);
  return [...sent.map((row) => ({ ...row, heldOut: 0 })), ...held.map((row) => ({ ...row, sent: 0, opened: 0 }))].map(
    ({ day, channel, asked, thing: cause, said, ...numbers }) => ({
      ...{ day, channel, asked, cause, label: readLabel(said), planned: null, cost: 0 },
      // What a fact tells she had; whether that is all that is known of it, its channel says.
      ...{
        delivered: Number(numbers.sent),
        sent: Number(numbers.sent),
        opened: Number(numbers.opened),
        heldOut: Number(numbers.heldOut),
      },
    }),
  );
}

type Row = {
  readonly day: string;
  readonly channel: string;
  readonly asked: string;
  readonly thing: string;
  readonly said: string;
  readonly sent: number;
  readonly opened: number;
  readonly heldOut: number;
};

/** Its id where things of that source are told one by one. */
export function thingSql(sources: readonly TouchSource[]): Piece {
  return piece`if(asked IN (${listSql(sources.filter(({ to }) => to !== undefined))}), cause, '')`;
}

/** A name as a fact has it, in JSON. */
export function readLabel(json: string): Words {
  try {
    return saidOf(JSON.parse(json)) ?? plainWords('');
  } catch {
    return plainWords('');
  }
}

/**
 * What was given stands with the channels that told of it: where one thing goes several ways, by how many went each way, to whole fen; where none
 * went out, by itself.
 */
function withGifts(
  rows: readonly KeptTouches[],
  given: readonly GivenFor[],
  sources: readonly TouchSource[],
): Counted[] {
  const sourceOf = new Map(sources.flatMap((source) => givenAs(source).map((kind) => [kind, source] as const)));
  const ways = new Map<string, Map<string, number>>();
  const labels = new Map<string, Words>();
  for (const { asked, cause, channel, sent, label } of rows) {
    const key = keyOf(asked, cause);
    const counts = ways.get(key) ?? new Map<string, number>();
    ways.set(key, counts.set(channel, (counts.get(channel) ?? 0) + sent));
    if (label.zh !== '') labels.set(key, label);
  }
  const gifts = given.flatMap(({ day, kind, cause: id, cost }): Counted[] => {
    const source = sourceOf.get(kind);
    if (source === undefined || cost === 0) return [];
    const cause = source.to === undefined ? '' : id;
    const key = keyOf(source.name, cause);
    const sent = [...(ways.get(key) ?? [])].filter(([, count]) => count > 0).sort(([a], [b]) => (a < b ? -1 : 1));
    const whole = sent.length === 0 ? [[NO_CHANNEL, 1] as const] : sent;
    const parts = allocate(
      cost,
      whole.map(([, count]) => count),
    );
    return whole.map(([channel], at) => ({
      ...{ day, channel, asked: source.name, cause, label: labels.get(key) ?? plainWords('') },
      ...{ planned: null, sent: 0, delivered: 0, opened: 0, heldOut: 0, cost: 0, gifts: parts[at] ?? 0 },
    }));
  });
  return [...rows.map((row) => ({ ...row, gifts: 0 })), ...gifts];
}

const keyOf = (asked: string, cause: string): string => JSON.stringify([asked, cause]);
