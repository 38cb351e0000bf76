import type { collectorContract } from '@huoshui/contracts/collectors';
import type { RouteOut } from '@huoshui/contracts/contract';
import type { Words, WordsOf } from '@huoshui/contracts/words';
import {
  type CollectorNote,
  type CollectorRefusal,
  collectorNote,
  collectorRefusal,
} from '@huoshui/contracts/words/collectors';
import { trackingEvent } from '@huoshui/contracts/words/tracking';
import { sql } from 'kysely';
import { addDays, shanghaiDay } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { findByPersonNo, merges } from '../members/index.ts';
import { mustReadSource, type ShownSource } from './sources.ts';

type Traffic = RouteOut<(typeof collectorContract)['GET /api/admin/collectors/:id/traffic']>;
type Counted = { readonly day: string; readonly name: string; readonly what: string; readonly times: number };

const DAYS = 30;

/** What came in by a source of late, and what became of it. */
export async function readTraffic(ctx: Ctx, id: string): Promise<Traffic> {
  const source = await mustReadSource(ctx, id);
  const today = shanghaiDay(ctx.now());
  const since = addDays(today, 1 - DAYS);
  const { rows } = await sql<Counted>`
    select d.day::text, d.name, d.what, d.times::int from collectors.day d join collectors.source s on s.no = d.source_no
    where s.id = ${id} and d.day >= ${since}::date order by d.day, d.name, d.what
  `.execute(ctx.db);
  return {
    days: Array.from({ length: DAYS }, (_, n) => daySums(rows, addDays(since, n))),
    names: namesOf(source, rows),
    ...remarksOf(rows),
    recent: await readRecent(ctx, id),
  };
}

const isReason = (what: string): what is CollectorRefusal => what in collectorRefusal;
const isNote = (what: string): what is CollectorNote => what in collectorNote;
const isRefused = ({ what }: Counted): boolean => isReason(what);
const sum = (rows: readonly Counted[]): number => rows.reduce((all, { times }) => all + times, 0);

function daySums(rows: readonly Counted[], day: string): Traffic['days'][number] {
  const own = rows.filter((row) => row.day === day);
  const of = (what: string) => sum(own.filter((row) => row.what === what));
  return { day, taken: of('taken'), duplicates: of('duplicate'), refused: sum(own.filter(isRefused)) };
}

function groups(rows: readonly Counted[], by: (row: Counted) => string): ReadonlyMap<string, readonly Counted[]> {
  const found = new Map<string, Counted[]>();
  for (const row of rows) found.set(by(row), [...(found.get(by(row)) ?? []), row]);
  return found;
}

/** What is told by another name than an event's: of an attribute, of a kind. */
const OTHER_THINGS: readonly string[] = [
  ...['unsupported', 'attribute_unregistered', 'attribute_of_nobody', 'attribute_from_client', 'attribute_value'],
];

const MOST_NAMES = 100;
const labels: WordsOf<string> = trackingEvent;

function namesOf({ listing, names }: ShownSource, rows: readonly Counted[]): Traffic['names'] {
  const seen = groups(
    rows.filter(({ name, what }) => name !== '' && !OTHER_THINGS.includes(what)),
    ({ name }) => name,
  );
  const label = (name: string): Words | null => labels[name] ?? null;
  return [...seen]
    .map(([name, own]) => ({
      name,
      label: label(name),
      taken: sum(own.filter(({ what }) => what === 'taken')),
      refused: sum(own.filter(isRefused)),
      isTaken: listing === 'all' || names.includes(name) === (listing === 'allow'),
    }))
    .sort((a, b) => b.taken + b.refused - a.taken - a.refused || (a.name < b.name ? -1 : 1))
    .slice(0, MOST_NAMES);
}

function remarksOf(rows: readonly Counted[]): Pick<Traffic, 'refusals' | 'notes'> {
  const grouped = [...groups(rows, ({ what, name }) => `${what} ${name}`).values()].flatMap((own) => {
    const last = own.at(-1);
    return last ? [{ what: last.what, name: last.name, times: sum(own), lastDay: last.day }] : [];
  });
  grouped.sort((a, b) => b.times - a.times);
  return {
    refusals: grouped
      .flatMap(({ what, name, times, lastDay }) => (isReason(what) ? [{ reason: what, name, times, lastDay }] : []))
      .slice(0, MOST_NAMES),
    notes: grouped.flatMap(({ what, name, times, lastDay }) =>
      isNote(what) ? [{ note: what, name, times, lastDay }] : [],
    ),
  };
}

type Recent = {
  readonly id: string;
  readonly receivedAt: Date;
  readonly at: Date | null;
  readonly name: string;
  readonly personNo: number | null;
  readonly joinedTo: number | null;
  readonly refusal: CollectorRefusal | null;
  readonly detail: string;
};

async function readRecent(ctx: Ctx, id: string): Promise<Traffic['recent']> {
  const { rows } = await sql<Recent>`
    select r.no::text as id, r.received_at, r.at, r.name, r.person_no, r.refusal, r.detail,
      (select max(v.joined_to) from collectors.visitor v where v.source_no = s.no and v.person_no = r.person_no) as joined_to
    from collectors.recent r join collectors.source s on s.no = r.source_no where s.id = ${id} order by r.no desc limit 50
  `.execute(ctx.db);
  const numbers = rows.flatMap(({ personNo, joinedTo }) => joinedTo ?? personNo ?? []);
  const living = await merges.living(ctx, numbers);
  const members = await findByPersonNo(
    ctx,
    [...living.values()].map(({ personNo }) => personNo),
  );
  return rows.map(({ personNo, joinedTo, receivedAt, at, ...row }) => {
    const member = members.get(living.get(joinedTo ?? personNo ?? 0)?.personNo ?? 0);
    return {
      ...row,
      receivedAt: receivedAt.toISOString(),
      at: at?.toISOString() ?? null,
      member: member ? { id: member.id, name: member.nickname } : null,
    };
  });
}
