import { initialValues } from '@huoshui/contracts/form-values';
import { pageContract as contract } from '@huoshui/contracts/pages';
import { named, type Words, words } from '@huoshui/contracts/words';
import { blockKind } from '@huoshui/contracts/words/pages';
import { decodeCursor, encodeCursor } from '../../platform/cursor.ts';
import { type Route, route } from '../../platform/routes.ts';
import type { AudienceForm } from './audience.ts';
import { blocks } from './blocks/index.ts';
import { differencesOf } from './differences.ts';
import { createPage, mustFind, readPage, savePage } from './edit-page.ts';
import type { LiveNow } from './live.ts';
import { presentPages, presentVersion } from './present.ts';
import { type Previewing, previewPage } from './preview.ts';
import { blocksAt, publishPage, withdrawPage } from './publish.ts';
import { countRows, listRows, versionsOf } from './queries.ts';
import { readResult } from './result.ts';
import { templates } from './templates.ts';

const READ = { can: 'pages.read' } as const;
const WRITE = { can: 'pages.write' } as const;
const note =
  (deed: Words) =>
  (_in: unknown, { id, name }: { readonly id: string; readonly name: string }) => ({
    entityId: id,
    summary: named(deed, name),
  });

type Given = { readonly live: LiveNow; readonly audiences: AudienceForm; readonly previewing: Previewing };

export function adminRoutes({ live, audiences, previewing }: Given): readonly Route[] {
  return [
    route(contract, 'GET /api/admin/pages', READ, async (ctx, { query }) => {
      const { limit = 20, kind = null, state = null } = query;
      const after = Number(decodeCursor(query.cursor, ['int'])?.[0] ?? 0) || null;
      const ask = { q: query.q?.trim() || null, kind, state };
      const rows = await listRows(ctx, { ...ask, after, limit: limit + 1 });
      const shown = rows.slice(0, limit);
      const last = rows.length > limit ? shown.at(-1) : undefined;
      const items = await presentPages(ctx, live, shown);
      const answer = { items, nextCursor: last === undefined ? null : encodeCursor([last.no]) };
      return after === null ? { ...answer, ...(await countRows(ctx, ask)) } : answer;
    }),
    route(contract, 'GET /api/admin/page-kit', READ, async () => ({
      blocks: blocks.map(({ kind, hint, group, on, form: { fields } }) => ({
        ...{ kind, hint, group, on: [...on], fields },
        words: blockKind[kind],
        initial: initialValues(fields),
      })),
      audience: { fields: audiences.fields, initial: initialValues(audiences.fields) },
      templates: templates.map(({ blocks, ...one }) => ({ ...one, blocks: blocks.length })),
    })),
    route(
      contract,
      'POST /api/admin/pages',
      { ...WRITE, idempotent: true, audit: note(words('新建页面', 'Made the page')) },
      async (ctx, { body }) => createPage(ctx, live, body),
    ),
    route(contract, 'GET /api/admin/pages/:id', READ, async (ctx, { params }) => readPage(ctx, live, params.id)),
    route(
      contract,
      'PUT /api/admin/pages/:id',
      { ...WRITE, audit: note(words('修改页面（未发布）', 'Edited the page, not published yet')) },
      async (ctx, { params, body }) => savePage(ctx, live, params.id, body),
    ),
    route(
      contract,
      'POST /api/admin/pages/:id/publication',
      {
        ...WRITE,
        audit: ({ body }, { id, name }) => ({
          entityId: id,
          summary: named(
            body.startsAt === null
              ? words('发布页面', 'Published the page')
              : words('定时发布页面', 'Planned the page'),
            name,
          ),
          details: body,
        }),
      },
      async (ctx, { params, body }) => publishPage(ctx, { live, audiences }, params.id, body),
    ),
    route(
      contract,
      'POST /api/admin/pages/:id/withdrawal',
      { ...WRITE, audit: note(words('下线页面', 'Withdrew the page')) },
      async (ctx, { params, body }) => withdrawPage(ctx, live, params.id, body.version),
    ),
    route(contract, 'GET /api/admin/pages/:id/versions', READ, async (ctx, { params }) => {
      const { no } = await mustFind(ctx, params.id);
      const rows = (await versionsOf(ctx, [no])).get(no) ?? [];
      return { items: rows.map((row) => presentVersion(row, ctx.now())) };
    }),
    route(contract, 'GET /api/admin/pages/:id/versions/:version', READ, async (ctx, { params: { id, version } }) => ({
      version,
      blocks: await blocksAt(ctx, id, version),
    })),
    route(contract, 'GET /api/admin/pages/:id/differences', READ, async (ctx, { params: { id }, query }) => {
      const [before, after] = [await blocksAt(ctx, id, query.from), await blocksAt(ctx, id, query.to)];
      return { items: await differencesOf(ctx, audiences, before, after) };
    }),
    route(contract, 'GET /api/admin/pages/:id/result', READ, async (ctx, { params, query }) =>
      readResult(ctx, await mustFind(ctx, params.id), query.days ?? 7),
    ),
    route(contract, 'POST /api/admin/page-previews', { ...READ, onlyReads: true }, async (ctx, { body }) =>
      previewPage(ctx, previewing, body),
    ),
  ];
}
