import { Type } from '@sinclair/typebox';
import {
  Bilingual,
  type Contract,
  FormFields,
  FormValues,
  Id,
  Instant,
  ListQuery,
  Nullable,
  OneOf,
  Page,
  Revision,
  Seen,
} from './contract.ts';
import { FilledBlock } from './page-blocks.ts';
import { experimentState } from './words/experiments.ts';
import { blockGroup, blockKind, pageDifference, pageKind, pageState } from './words/pages.ts';
import { valuesOf } from './words.ts';

const Kind = OneOf(valuesOf(pageKind));
const State = OneOf(valuesOf(pageState));
const BlockKind = OneOf(valuesOf(blockKind));

/** One block: what it is, the values of its form (`pages.<kind>`), and whom it is for (`pages.audience`). */
const Block = Type.Object({
  /** Its own on its page, for as long as the page is: what is measured is told of it. */
  key: Type.String({ pattern: '^[a-z0-9]{4,16}$' }),
  kind: BlockKind,
  values: FormValues(),
  audience: FormValues(),
});
const Blocks = Type.Array(Block, { maxItems: 50 });

const Version = Type.Object({
  version: Type.Integer(),
  state: State,
  startsAt: Instant(),
  endsAt: Nullable(Instant()),
  publishedAt: Instant(),
  publishedBy: Type.String(),
  withdrawnAt: Nullable(Instant()),
  blocks: Type.Integer(),
});

const summary = {
  ...Revision,
  id: Type.String(),
  name: Type.String(),
  kind: Kind,
  state: State,
  /** The version that shoppers have now, and the next one that is planned. */
  live: Nullable(Version),
  next: Nullable(Version),
  /** Of a kind of which one is shown at a time: this is not the one, though it is live. */
  behind: Type.Boolean(),
  /** What is being edited has changed since it was published. */
  edited: Type.Boolean(),
  /** Where shoppers open it; null where it is part of another page. */
  path: Nullable(Type.String()),
  updatedAt: Instant(),
};

/** `saves`: how often what is being edited was saved: what is published is what was seen. */
export const ShopPage = Type.Object({
  ...summary,
  blocks: Blocks,
  saves: Type.Integer(),
  /** Of its blocks those that are tested, or are to be. */
  experiments: Type.Array(
    Type.Object({
      block: Type.String(),
      id: Type.String(),
      name: Type.String(),
      state: OneOf(valuesOf(experimentState)),
    }),
  ),
});

const BlockProblem = Type.Object({
  /** Null: of the page as a whole. */
  block: Nullable(Type.String()),
  at: Type.String(),
  words: Bilingual(),
});

const Params = Type.Object({ id: Id('pge') });
const VersionParams = Type.Object({ id: Id('pge'), version: Type.Integer({ minimum: 1 }) });

const BlockFigures = Type.Object({
  key: Type.String(),
  kind: BlockKind,
  words: Bilingual(),
  /** Views in which it was on the screen, people who saw it, taps and people who tapped. */
  shown: Type.Integer(),
  people: Type.Integer(),
  tapped: Type.Integer(),
  tappers: Type.Integer(),
  /** It is on the page no more. */
  gone: Type.Boolean(),
});

export const pageContract = {
  'GET /api/admin/pages': {
    query: Type.Object({ ...ListQuery, kind: Type.Optional(Kind), state: Type.Optional(State) }),
    ok: Page(Type.Object(summary)),
  },
  'GET /api/admin/page-kit': {
    summary: 'What pages can be made of, and what they can start from',
    ok: Type.Object({
      blocks: Type.Array(
        Type.Object({
          kind: BlockKind,
          words: Bilingual(),
          hint: Bilingual(),
          group: OneOf(valuesOf(blockGroup)),
          on: Type.Array(Kind),
          fields: FormFields(),
          initial: FormValues(),
        }),
      ),
      audience: Type.Object({ fields: FormFields(), initial: FormValues() }),
      templates: Type.Array(
        Type.Object({ key: Type.String(), kind: Kind, name: Bilingual(), hint: Bilingual(), blocks: Type.Integer() }),
      ),
    }),
  },
  'POST /api/admin/pages': {
    summary: 'From a template, or a copy of another page',
    body: Type.Object({
      name: Seen(30),
      kind: Kind,
      template: Type.Optional(Type.String({ maxLength: 40 })),
      copyOf: Type.Optional(Id('pge')),
    }),
    ok: ShopPage,
  },
  'GET /api/admin/pages/:id': { params: Params, ok: ShopPage },
  'PUT /api/admin/pages/:id': {
    summary: 'What is being edited, sound or not: nobody sees it before it is published',
    params: Params,
    body: Type.Object({ name: Seen(30), blocks: Blocks }),
    ok: ShopPage,
  },
  'POST /api/admin/pages/:id/publication': {
    summary:
      'A version, at once or from a moment on; until its end, if it has one, then what was there before is there again',
    params: Params,
    body: Type.Object({
      saves: Type.Integer({ minimum: 0 }),
      startsAt: Nullable(Instant()),
      endsAt: Nullable(Instant()),
    }),
    ok: ShopPage,
  },
  'POST /api/admin/pages/:id/withdrawal': {
    summary: 'One version, or all that are live or planned',
    params: Params,
    body: Type.Object({ version: Nullable(Type.Integer({ minimum: 1 })) }),
    ok: ShopPage,
  },
  'GET /api/admin/pages/:id/versions': { params: Params, ok: Type.Object({ items: Type.Array(Version) }) },
  'GET /api/admin/pages/:id/versions/:version': {
    params: VersionParams,
    ok: Type.Object({ version: Type.Integer(), blocks: Blocks }),
  },
  'GET /api/admin/pages/:id/differences': {
    summary: 'What the second has otherwise than the first; 0 is what is being edited',
    params: Params,
    query: Type.Object({ from: Type.Integer({ minimum: 0 }), to: Type.Integer({ minimum: 0 }) }),
    ok: Type.Object({
      items: Type.Array(
        Type.Object({
          kind: OneOf(valuesOf(pageDifference)),
          block: Type.String(),
          words: Bilingual(),
          details: Type.Array(
            Type.Object({ label: Bilingual(), before: Nullable(Bilingual()), after: Nullable(Bilingual()) }),
          ),
        }),
      ),
    }),
  },
  'GET /api/admin/pages/:id/result': {
    summary: 'What was seen and tapped of each block in some days',
    params: Params,
    query: Type.Object({ days: Type.Optional(Type.Integer({ minimum: 1, maximum: 90 })) }),
    ok: Type.Object({
      asOf: Instant(),
      days: Type.Integer(),
      views: Type.Integer(),
      people: Type.Integer(),
      blocks: Type.Array(BlockFigures),
    }),
  },
  'POST /api/admin/page-previews': {
    summary: 'What these blocks would show a member at a moment, why one is not there, and what is wrong with them',
    body: Type.Object({
      kind: Kind,
      blocks: Blocks,
      /** Whose blocks they are: experiments on them are drawn as for her. */
      page: Type.Optional(Id('pge')),
      /** Absent: somebody who has never been here. */
      member: Type.Optional(Id('mem')),
      product: Type.Optional(Id('prd')),
      at: Type.Optional(Instant()),
    }),
    ok: Type.Object({
      blocks: Type.Array(
        Type.Object({
          key: Type.String(),
          words: Bilingual(),
          content: Nullable(FilledBlock.properties.content),
          /** Why it is not there. */
          absent: Nullable(Bilingual()),
          /** Of which experiment she would see which arm. */
          arm: Nullable(Type.Object({ experiment: Type.String(), name: Bilingual() })),
        }),
      ),
      problems: Type.Array(BlockProblem),
    }),
  },
  'GET /api/shop/page': {
    summary: 'All that a page shows her now, in one answer: of the kind, or a free page by its id',
    query: Type.Object({
      kind: Kind,
      id: Type.Optional(Id('pge')),
      product: Type.Optional(Id('prd')),
      category: Type.Optional(Id('cat')),
    }),
    ok: Type.Object({
      /** Null: nobody has made one, and the shop shows what it comes with. */
      id: Nullable(Type.String()),
      version: Type.Integer(),
      name: Type.String(),
      blocks: Type.Array(
        Type.Object({
          ...FilledBlock.properties,
          /** It is her arm of an experiment; `seen`: that is known already and need not be told. */
          experiment: Nullable(Type.Object({ id: Type.String(), arm: Type.Integer(), seen: Type.Boolean() })),
        }),
      ),
    }),
  },
  'POST /api/shop/page/exposures': {
    summary: 'A block that is her arm of an experiment was on her screen; told as often as it likes, it counts once',
    body: Type.Object({
      kind: Kind,
      page: Id('pge'),
      block: Block.properties.key,
      experiment: Id('exp'),
      arm: Type.Integer({ minimum: 0, maximum: 3 }),
    }),
    ok: Type.Object({ counted: Type.Boolean() }),
  },
} as const satisfies Contract;
