import { Type } from '@sinclair/typebox';
import {
  Bilingual,
  type Contract,
  FormValues,
  IdParams,
  Instant,
  ListQuery,
  Nullable,
  OneOf,
  Page,
  Revision,
} from './contract.ts';
import {
  codeKind,
  codeMaking,
  codePlace,
  codeState,
  codeTarget,
  scanOutcome,
  sheetLayout,
  sheetState,
} from './words/codes.ts';
import { valuesOf } from './words.ts';

const Kind = OneOf(valuesOf(codeKind));
const Place = OneOf(valuesOf(codePlace));
const State = OneOf(valuesOf(codeState));
const Channel = Type.String({ maxLength: 20 });

export const Code = Type.Object({
  ...Revision,
  id: Type.String(),
  name: Type.String(),
  kind: Kind,
  place: Place,
  /** Empty where it has none. */
  channel: Type.String(),
  storeId: Nullable(Type.String()),
  /** What the code carries: nobody can make sense of it but the server. */
  scene: Type.String(),
  state: State,
  making: OneOf(valuesOf(codeMaking)),
  /** What WeChat said, where it was not made. */
  trouble: Nullable(Bilingual()),
  /** The picture of a mini-program code, once WeChat has made it. */
  picture: Nullable(Type.String()),
  /** The address of a link, and until when WeChat keeps it; it is renewed before. */
  link: Nullable(Type.String()),
  linkEndsAt: Nullable(Instant()),
  /** The values of the form `codes.code`. */
  values: FormValues(),
  sentence: Bilingual(),
  createdAt: Instant(),
});

/** An order is her last code's for so many days after she scanned it. */
export const CodeAttribution = Type.Object({ days: Type.Integer({ minimum: 1, maximum: 365 }) });

/** A code as the page of a member names it. */
const Touch = Type.Object({ codeId: Type.String(), name: Type.String(), place: Place, at: Instant() });

const Cell = Type.Optional(Type.String({ maxLength: 100 }));
/** A line of a list of codes, by words as people write them. */
export const ListedCode = Type.Object({
  name: Type.String({ maxLength: 100 }),
  place: Cell,
  channel: Cell,
  /** By its name. */
  store: Cell,
  /** 首页, 优惠券, 商品:草莓, 分类:水果, 门店:徐汇店. */
  opens: Cell,
  caption: Cell,
  /** Yuan: 200 once, 200/月 each month. */
  cost: Cell,
  costFrom: Cell,
  lastDay: Cell,
});

/** Pages for the printer: a file for every so many codes. */
export const CodeSheet = Type.Object({
  id: Type.String(),
  layout: OneOf(valuesOf(sheetLayout)),
  state: OneOf(valuesOf(sheetState)),
  codes: Type.Integer(),
  /** Codes that are on a page already. */
  done: Type.Integer(),
  files: Type.Integer(),
  /** Pages that are set, each of which can be had as a picture as well. */
  pages: Type.Integer(),
  /** How many WeChat did not make: they are left out. */
  missing: Type.Integer(),
  createdAt: Instant(),
});

export const codeContract = {
  'GET /api/admin/codes': {
    query: Type.Object({
      ...ListQuery,
      state: Type.Optional(State),
      place: Type.Optional(Place),
      kind: Type.Optional(Kind),
      channel: Type.Optional(Channel),
      storeId: Type.Optional(Type.String({ maxLength: 64 })),
    }),
    ok: Page(Code),
  },
  'GET /api/admin/codes/:id': { params: IdParams, ok: Code },
  'POST /api/admin/codes': { summary: 'The values of the form `codes.code`', body: FormValues(), ok: Code },
  'PUT /api/admin/codes/:id': { params: IdParams, body: FormValues(), ok: Code },
  'POST /api/admin/codes/:id/archiving': {
    summary: 'Out of use, or in use again: what is printed stays in the world and opens the home page meanwhile',
    params: IdParams,
    body: Type.Object({ archived: Type.Boolean() }),
    ok: Code,
  },
  'POST /api/admin/codes/:id/making': {
    summary: 'Has WeChat asked once more for a code that was not made',
    params: IdParams,
    ok: Code,
  },
  'POST /api/admin/codes/listed': {
    summary:
      'Codes of a list, each cell as it was written. A name that is there already is left as it is: the same list again makes nothing twice',
    body: Type.Object({ rows: Type.Array(ListedCode, { minItems: 1, maxItems: 500 }) }),
    ok: Type.Object({
      created: Type.Integer(),
      known: Type.Integer(),
      /** From 1, in the order in which they were sent. */
      refused: Type.Array(Type.Object({ row: Type.Integer(), name: Type.String(), why: Bilingual() })),
    }),
  },
  'POST /api/admin/codes/workbook': {
    summary:
      'The first sheet of an XLSX (multipart field file) as the text of a CSV, to be looked at before codes are made of it',
    ok: Type.Object({
      text: Type.String(),
      /** Sheets with something on them that were not read, by name. */
      unread: Type.Array(Type.String()),
    }),
  },
  'GET /api/admin/codes/:id/picture.png': {
    summary: 'One code with its words below, for a designer or a single print',
    params: IdParams,
    query: Type.Object({ width: Type.Optional(Type.Integer({ minimum: 200, maximum: 2000 })) }),
    ok: Type.Unsafe<Uint8Array>(Type.String()),
  },
  'POST /api/admin/code-sheets': {
    summary: 'Has codes set on pages for the printer, in the background: those named, or all that the filters find',
    body: Type.Object({
      layout: OneOf(valuesOf(sheetLayout)),
      ids: Type.Optional(Type.Array(Type.String({ maxLength: 64 }), { minItems: 1, maxItems: 1000 })),
      q: ListQuery.q,
      place: Type.Optional(Place),
      channel: Type.Optional(Channel),
      storeId: Type.Optional(Type.String({ maxLength: 64 })),
    }),
    ok: CodeSheet,
  },
  'GET /api/admin/code-sheets': { query: Type.Object(ListQuery), ok: Page(CodeSheet) },
  'GET /api/admin/code-sheets/:id/pages.pdf': {
    params: IdParams,
    query: Type.Object({ file: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })) }),
    ok: Type.Unsafe<Uint8Array>(Type.String()),
  },
  'GET /api/admin/code-sheets/:id/page.png': {
    summary: 'One page as a picture of 300 dots an inch',
    params: IdParams,
    query: Type.Object({ page: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })) }),
    ok: Type.Unsafe<Uint8Array>(Type.String()),
  },
  'GET /api/admin/code-channels': {
    summary: 'The channels that codes name, by letter',
    query: Type.Object(ListQuery),
    ok: Page(Type.Object({ name: Type.String(), codes: Type.Integer() })),
  },
  'GET /api/admin/members/:id/codes': {
    summary: 'By which codes a member came: the first, and the last; null where she never scanned one',
    params: IdParams,
    ok: Type.Object({
      first: Nullable(Touch),
      last: Nullable(Touch),
      /** Her first scan made her a member. */
      brought: Type.Boolean(),
      scans: Type.Integer(),
    }),
  },
  'GET /api/admin/settings/code-attribution': { ok: Type.Object({ ...Revision, ...CodeAttribution.properties }) },
  'PUT /api/admin/settings/code-attribution': {
    summary: 'The values of the form `codes.attribution`',
    body: FormValues(),
    ok: Type.Object({ ...Revision, ...CodeAttribution.properties }),
  },
  'POST /api/shop/code-scans': {
    summary: 'She scanned a code: where it leads. Whatever it carries is answered: what is no code of ours leads home',
    body: Type.Object({
      /** As it came, encoded once, twice or not at all. */
      scene: Type.String({ maxLength: 400 }),
    }),
    ok: Type.Object({
      outcome: OneOf(valuesOf(scanOutcome)),
      page: OneOf([...valuesOf(codeTarget), 'activity', 'leader']),
      /** Of the product, the category, the store or the activity. */
      id: Nullable(Type.String()),
      /** Whose invitation to the activity it is. */
      entry: Nullable(Type.String()),
    }),
  },
} as const satisfies Contract;
