import { type PersonSet, personsOfQuery } from '../../platform/event-store/person-set.ts';
import { bound, INSTANT, type Piece, piece } from '../../platform/event-store/piece.ts';
import { runQuery, type StoreCtx } from '../../platform/event-store/query.ts';
import { earlier, type Range, type RangeInput, readRange } from '../../platform/event-store/range.ts';
import { SHANGHAI, type Zone } from '../../platform/event-store/zone.ts';

export type PathsQuestion = RangeInput & {
  /** `from`: what came after the anchor; `to`: what led to it. */
  readonly direction: 'from' | 'to';
  /** The event (or page) that paths begin or end with, its first in each visit; null: where a visit begins or ends. */
  readonly anchor: string | null;
  /** What a node is: an event by its name, or a page that was viewed. */
  readonly node: 'event' | 'page';
  /** Which events are nodes; null: what people do themselves, but what they only saw or left, and their orders. */
  readonly events: readonly string[] | null;
  /** A visit is over after so long without an event; or one path a person, so long from the first anchor (which must be said). */
  readonly cut: { readonly gapMs: number } | { readonly windowMs: number };
  /** The same several times in a row is one. */
  readonly collapse: boolean;
  /** Nodes of a path, the anchor counted. */
  readonly steps: number;
  /** So many nodes a step by themselves; all others together are one more. */
  readonly top: number;
};

/** No name of an event and no page begins so. */
export const END = '~end';
export const OTHER_NODES = '~others';

/** From a node at `step` (the anchor's is 1) to one at the next; `to` is END where the visit was over (or began). */
export type Edge = {
  readonly step: number;
  readonly from: string;
  readonly to: string;
  readonly visits: number;
  readonly persons: number;
};
export type PathNode = {
  readonly step: number;
  readonly node: string;
  readonly visits: number;
  readonly persons: number;
  /** Visits that ended (or began) here. */
  readonly ended: number;
};
export type PathsReport = {
  readonly asOf: string;
  readonly visits: number;
  readonly persons: number;
  readonly edges: readonly Edge[];
  /** Of every step but the last, whose visits go on unseen. */
  readonly nodes: readonly PathNode[];
};

/** @throws platform.bad_range, platform.too_heavy */
export async function runPaths(ctx: StoreCtx, asked: PathsQuestion, zone: Zone = SHANGHAI): Promise<PathsReport> {
  const range = readRange(ctx, asked, zone);
  const names = await namesOf(ctx, asked, range);
  const rows = await runQuery<Row>(ctx, countedSql({ asked, range, names }));
  const edges = rows
    .filter(({ whole }) => whole === 0)
    .map((row) => ({
      step: row.i,
      from: nameOf(names, row.x),
      to: nameOf(names, row.y),
      visits: row.visits,
      persons: row.persons,
    }))
    .sort((a, b) => a.step - b.step || Number(isOurs(a.from)) - Number(isOurs(b.from)) || byWeight(a, b));
  const all = rows.find(({ whole, i }) => whole === 3 && i === 1);
  const nodes = rows
    .filter(({ whole }) => whole === 1)
    .map(({ i, x, visits, persons }) => {
      const node = nameOf(names, x);
      const ended = edges.find((edge) => edge.step === i && edge.from === node && edge.to === END);
      return { step: i, node, visits, persons, ended: ended?.visits ?? 0 };
    })
    .sort((a, b) => a.step - b.step || Number(isOurs(a.node)) - Number(isOurs(b.node)) || b.visits - a.visits);
  return { asOf: range.asOf, visits: all?.visits ?? 0, persons: all?.persons ?? 0, edges, nodes };
}

/** Whom an edge counts; without `to` a node, without `from` all who came so far. */
export async function personsOfPaths(
  ctx: StoreCtx,
  asked: PathsQuestion,
  { step, from, to }: { readonly step: number; readonly from: string | null; readonly to: string | null },
): Promise<PersonSet> {
  const range = readRange(ctx, asked);
  const names = await namesOf(ctx, asked, range);
  const is = (column: string, node: string | null) => (node === null ? '1' : `${column} = ${codeOf(names, node)}`);
  const edges = mergedSql({ asked, range, names });
  return personsOfQuery(
    piece`SELECT arrayJoin(bitmapToArray(groupBitmapMergeState(who))) AS person_no FROM (${edges}) WHERE i = ${step} AND ${is('a', from)} AND ${is('b', to)}`,
  );
}

type Row = {
  /** 0: an edge, 1: a node, 3: a step. */
  readonly whole: number;
  readonly i: number;
  readonly x: number;
  readonly y: number;
  readonly visits: number;
  readonly persons: number;
};

type Plan = { readonly asked: PathsQuestion; readonly range: Range; readonly names: readonly string[] };

const byWeight = (a: Edge, b: Edge): number => b.visits - a.visits || (a.from + a.to < b.from + b.to ? -1 : 1);
const isOurs = (name: string): boolean => name === END || name === OTHER_NODES;

/** Nodes are numbers: 0 the end, then the names in order, then what has no name by itself. */
const REST = 65_535;
/** More are no names of their own at any step: each would be a thin line. */
const MOST_NAMES = 1000;

function nameOf(names: readonly string[], code: number): string {
  if (code === 0) return END;
  return names[code - 1] ?? OTHER_NODES;
}

function codeOf(names: readonly string[], name: string): number {
  if (name === END) return 0;
  const at = names.indexOf(name);
  return at === -1 ? REST : at + 1;
}

/** The names that are most there, in the order of the alphabet, with the anchor among them. */
async function namesOf(ctx: StoreCtx, asked: PathsQuestion, range: Range): Promise<readonly string[]> {
  const rows = await runQuery<{ node: string }>(
    ctx,
    piece`SELECT ${nodeText(asked)} AS node ${fromSql(asked, range, false)} GROUP BY node ORDER BY count() DESC, node LIMIT ${MOST_NAMES}`,
  );
  return [...new Set([...rows.map(({ node }) => node), ...(asked.anchor === null ? [] : [asked.anchor])])].sort(byCode);
}

const byCode = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function nodeText({ node }: PathsQuestion): string {
  return node === 'page' ? 'events.page' : 'toString(events.name)';
}

/** What people only saw or left is no step of theirs. */
const NO_STEPS = ['exposure', 'page_leave'];
const ORDERS = ['order.placed', 'order.paid', 'order.refunded'];

function fromSql({ node, events, collapse }: PathsQuestion, { start, until, known }: Range, exact: boolean): Piece {
  const which =
    node === 'page'
      ? piece`events.name = 'page_view' AND events.page != ''`
      : events === null
        ? piece`((events.source = 'sdk' AND events.name NOT IN ${bound('Array(String)', NO_STEPS)}) OR events.name IN ${bound('Array(String)', ORDERS)})`
        : piece`events.name IN ${bound('Array(String)', events)}`;
  // An event that is stored twice stands beside itself, where the same in a row is one anyway.
  return piece`FROM ${exact && !collapse ? 'history_once' : 'history'} AS events WHERE ${which} AND events.person_no > 0
    AND events.ts >= ${bound(INSTANT, start)} AND events.ts < ${bound(INSTANT, earlier(until, known))}`;
}

/** Edges with their visits and persons, nodes, and whole steps: a person may go several ways, so each is counted by itself. */
function countedSql(plan: Plan): Piece {
  return piece`SELECT grouping(a) * 2 + grouping(b) AS told, if(told = 3, 3, if(told = 1, 1, 0)) AS whole, i, a AS x, b AS y,
  sum(v) AS visits, bitmapCardinality(groupBitmapMergeState(who)) AS persons
FROM (${mergedSql(plan)}) GROUP BY GROUPING SETS ((i, a, b), (i, a), (i))`;
}

/**
 * Every edge, its ends beyond the first `top` of their step as one. A node's visits are those that came to it, which are those that left it or
 * ended there: both ends rank it alike.
 */
function mergedSql(plan: Plan): Piece {
  const { top } = plan.asked;
  return piece`SELECT i, v, who, if(x = ${REST} OR ra > ${top}, ${REST}, x) AS a, if(y != 0 AND (y = ${REST} OR rb > ${top}), ${REST}, y) AS b
FROM (
  SELECT i, x, y, v, who, dense_rank() OVER (PARTITION BY i ORDER BY wa DESC, x) AS ra, dense_rank() OVER (PARTITION BY i ORDER BY y = 0, wb DESC, y) AS rb
  FROM (
    SELECT i, x, y, v, who, sum(v) OVER (PARTITION BY i, x) AS wa, sum(v) OVER (PARTITION BY i, y) AS wb
    FROM (
      SELECT edge.1 AS i, edge.2 AS x, edge.3 AS y, count() AS v, groupBitmapState(person_no) AS who
      FROM (SELECT person_no, arrayJoin(arrayZip(arrayEnumerate(arrayPopBack(path)), arrayPopBack(path), arrayPopFront(path))) AS edge FROM (${walksSql(plan)}))
      GROUP BY i, x, y
    )
  )
)`;
}

/** A row a visit: its nodes from the anchor on (or back from it), and 0 where it ended before the last step. */
function walksSql(plan: Plan): Piece {
  const { direction, steps, collapse, anchor } = plan.asked;
  const [all, code] = [collapse ? 'arrayCompact(codes)' : 'codes', anchor === null ? null : codeOf(plan.names, anchor)];
  const there = code === null ? (direction === 'from' ? '1' : 'length(nodes)') : `indexOf(nodes, ${code})`;
  const part =
    direction === 'from'
      ? `arraySlice(nodes, place, ${steps})`
      : `arraySlice(arrayReverse(arraySlice(nodes, 1, place)), 1, ${steps})`;
  return piece`SELECT person_no, ${there} AS place, ${part} AS part, if(length(part) < ${steps}, arrayPushBack(part, toUInt16(0)), part) AS path
FROM (SELECT person_no, ${all} AS nodes FROM (SELECT person_no, arrayMap(e -> toUInt16(bitAnd(e, 65535)), visit) AS codes FROM (${visitsSql(plan)})))
WHERE place > 0`;
}

const at = (event: string): string => `bitShiftRight(${event}, 16)`;

function visitsSql(plan: Plan): Piece {
  const { cut, anchor, direction } = plan.asked;
  const persons = personsSql(plan);
  if ('gapMs' in cut)
    return piece`SELECT person_no, arrayJoin(arraySplit((e, p) -> ${at('e')} - ${at('p')} >= ${cut.gapMs}, events, arrayPushFront(arrayPopBack(events), events[1]))) AS visit
FROM (${persons})`;
  const code = anchor === null ? 0 : codeOf(plan.names, anchor);
  const inside =
    direction === 'from'
      ? `n >= first AND ${at('e')} <= begun + ${cut.windowMs}`
      : `n <= first AND ${at('e')} + ${cut.windowMs} >= begun`;
  return piece`SELECT person_no, arrayFirstIndex(e -> bitAnd(e, 65535) = ${code}, events) AS first, ${at('events[first]')} AS begun,
  arrayFilter((e, n) -> ${inside}, events, arrayEnumerate(events)) AS visit FROM (${persons}) WHERE first > 0`;
}

/** Everyone's events in order as time × 65536 + node; at one instant in the order of the nodes' names. Of those alone who came to the anchor. */
function personsSql(plan: Plan): Piece {
  const { asked, range, names } = plan;
  const codes = names.map((_, n) => n + 1);
  const code = piece`transform(${nodeText(asked)}, ${bound('Array(String)', names)}, ${bound('Array(UInt16)', codes)}, toUInt16(${REST}))`;
  const rows = fromSql(asked, range, true);
  const came =
    asked.anchor === null
      ? piece`1`
      : piece`bitmapContains((SELECT groupBitmapState(events.person_no) ${rows} AND ${nodeText(asked)} = ${bound('String', asked.anchor)}), person_no)`;
  return piece`SELECT person_no, arraySort(groupArray(bitOr(bitShiftLeft(reinterpretAsUInt64(ts), 16), toUInt64(${code})))) AS events
${rows} AND ${came} GROUP BY person_no`;
}
