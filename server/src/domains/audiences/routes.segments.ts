import { segmentContract as contract } from '@huoshui/contracts/segments';
import { named, words } from '@huoshui/contracts/words';
import { heavy } from '../../platform/http/heavy.ts';
import { readUpload } from '../../platform/http/upload.ts';
import { type Route, route } from '../../platform/routes.ts';
import { xlsxSheets } from '../../platform/xlsx.ts';
import type { ConditionKit } from './conditions/compose.ts';
import { audienceErrors } from './errors.ts';
import { explainMember } from './segments/explain.ts';
import { type Counted, freezePeople, keepNamed, replaceNamed } from './segments/freeze.ts';
import { overlapOf, segmentsOfMember } from './segments/overlap.ts';
import { readList } from './segments/read-list.ts';
import { changeSegment, createSegment, refreshSoon, setSegmentState } from './segments/save.ts';
import { listSegments, showHistory, showSegment, type UsedBy, usesOfSegment } from './segments/show.ts';

type Given = { readonly kit: ConditionKit; readonly counted: Counted; readonly usedBy: UsedBy };

/** A list as text, or the workbook it lies in. */
const MOST_BYTES = 8 * 1024 * 1024;

const heavyRoutes = (kit: ConditionKit) =>
  [
    route(contract, 'GET /api/admin/segments/:id/overlap', { can: 'audiences.read' }, async (ctx, { params, query }) =>
      overlapOf(ctx, params.id, query.with),
    ),
    route(contract, 'GET /api/admin/members/:id/segments', { can: 'audiences.read' }, async (ctx, { params }) =>
      segmentsOfMember(ctx, params.id),
    ),
    route(
      contract,
      'GET /api/admin/members/:id/segments/:segmentId',
      { can: 'audiences.read' },
      async (ctx, { params }) => explainMember(ctx, kit, params.id, params.segmentId),
    ),
  ].map(heavy);

export const segmentRoutes = ({ kit, counted, usedBy }: Given): readonly Route[] => [
  ...heavyRoutes(kit),
  route(contract, 'GET /api/admin/segments', { can: 'audiences.read' }, async (ctx, { query }) =>
    listSegments(ctx, kit, query),
  ),
  route(contract, 'GET /api/admin/segments/:id', { can: 'audiences.read' }, async (ctx, { params }) =>
    showSegment(ctx, kit, usedBy, params.id),
  ),
  route(contract, 'GET /api/admin/segments/:id/history', { can: 'audiences.read' }, async (ctx, { params }) =>
    showHistory(ctx, params.id),
  ),
  route(
    contract,
    'POST /api/admin/segments',
    {
      can: 'audiences.write',
      idempotent: true,
      audit: (_input, { name }) => ({ summary: named(words('新建人群', 'Created the segment'), name) }),
    },
    async (ctx, { body }) => showSegment(ctx, kit, usedBy, await createSegment(ctx, kit, body)),
  ),
  route(
    contract,
    'POST /api/admin/segments/frozen',
    {
      can: 'audiences.write',
      idempotent: true,
      // Whom the number counts is found in the event store before anything is written.
      transaction: false,
      audit: (_input, { name }) => ({ summary: named(words('从数字生成人群', 'Made a segment of a number'), name) }),
    },
    async (ctx, { body }) => showSegment(ctx, kit, usedBy, await freezePeople(ctx, counted, body)),
  ),
  route(
    contract,
    'POST /api/admin/segments/lists/workbook',
    { can: 'audiences.write', onlyReads: true },
    async (ctx, { request }) => {
      const file = await readUpload(ctx, request, MOST_BYTES);
      if (!file) throw audienceErrors.error('no_list_file');
      const [first, ...others] = await xlsxSheets(file.bytes);
      return { text: first?.text ?? '', unread: others.map(({ name }) => name) };
    },
  ),
  route(
    contract,
    'POST /api/admin/segments/lists/preview',
    { can: 'members.read', onlyReads: true, bodyLimit: MOST_BYTES },
    async (ctx, { body }) => {
      const { persons, problems, ...counts } = await readList(ctx, body.text);
      return { ...counts, members: persons.length, problems: problems.map((one) => ({ ...one })) };
    },
  ),
  route(
    contract,
    'POST /api/admin/segments/lists',
    {
      can: 'audiences.write',
      idempotent: true,
      bodyLimit: MOST_BYTES,
      // Many are looked up, and compared in the event store, before anything is written.
      transaction: false,
      audit: (_input, { name }) => ({ summary: named(words('导入人群名单', 'Made a segment of a list'), name) }),
    },
    async (ctx, { body }) => showSegment(ctx, kit, usedBy, await keepNamed(ctx, body)),
  ),
  route(
    contract,
    'PUT /api/admin/segments/:id/list',
    {
      can: 'audiences.write',
      bodyLimit: MOST_BYTES,
      transaction: false,
      audit: (_input, { name }) => ({
        summary: named(words('更新人群名单', 'Replaced the list of the segment'), name),
      }),
    },
    async (ctx, { params, body }) => {
      await replaceNamed(ctx, params.id, body.text);
      return showSegment(ctx, kit, usedBy, params.id);
    },
  ),
  route(
    contract,
    'PUT /api/admin/segments/:id',
    {
      can: 'audiences.write',
      audit: (_input, { name }) => ({ summary: named(words('修改人群', 'Changed the segment'), name) }),
    },
    async (ctx, { params, body }) => {
      await changeSegment(ctx, kit, params.id, body);
      return showSegment(ctx, kit, usedBy, params.id);
    },
  ),
  route(
    contract,
    'PUT /api/admin/segments/:id/state',
    {
      can: 'audiences.write',
      audit: ({ body }, { name }) => ({
        summary: named(
          body.state === 'archived'
            ? words('归档人群', 'Archived the segment')
            : words('重新使用人群', 'Took the segment into use again'),
          name,
        ),
      }),
    },
    async (ctx, { params, body }) => {
      await setSegmentState(ctx, params.id, body.state, {
        now: async () => usesOfSegment(ctx, usedBy, params.id),
        knowing: body.knowing ?? [],
      });
      return showSegment(ctx, kit, usedBy, params.id);
    },
  ),
  route(
    contract,
    'POST /api/admin/segments/:id/refreshing',
    {
      can: 'audiences.write',
      audit: (_input, { name }) => ({ summary: named(words('刷新人群', 'Refreshed the segment'), name) }),
    },
    async (ctx, { params }) => {
      await refreshSoon(ctx, params.id);
      return showSegment(ctx, kit, usedBy, params.id);
    },
  ),
];
