import { phoneListContract as contract } from '@huoshui/contracts/phone-lists';
import { named, words } from '@huoshui/contracts/words';
import { readUpload } from '../../../platform/http/upload.ts';
import { type Route, route } from '../../../platform/routes.ts';
import { xlsxSheets } from '../../../platform/xlsx.ts';
import { scrmErrors } from '../errors.ts';
import { askEntry } from './ask.ts';
import { makeList, stopList } from './make.ts';
import { sortPhones, WHY } from './numbers.ts';
import { answerForStaff, askForStaff, listForStaff } from './of-staff.ts';
import { listEntries, listLists, readList } from './show.ts';

const READ = { can: 'scrm.read' } as const;
const WRITE = { can: 'scrm.write' } as const;
const STAFF = { staff: true } as const;
/** Some ten thousand rows. */
const MOST_BYTES = 4 * 1024 * 1024;

export const phoneListRoutes: readonly Route[] = [
  route(contract, 'GET /api/admin/phone-lists', READ, async (ctx, { query }) => listLists(ctx, query)),
  route(
    contract,
    'POST /api/admin/phone-lists',
    {
      ...WRITE,
      idempotent: true,
      audit: (_in, { list }) => ({
        entityId: list.id,
        summary: named(words('新建手机号名单', 'Made the phone list'), list.name),
        // Not the numbers: what was asked for is in the list.
        details: null,
      }),
    },
    async (ctx, { body }) => makeList(ctx, body.values, body.phones),
  ),
  route(contract, 'POST /api/admin/phone-lists/check', { ...WRITE, onlyReads: true }, async (ctx, { body }) => {
    const sorted = await sortPhones(ctx, body.phones);
    return {
      good: sorted.filter(({ why }) => why === null).length,
      left: sorted.flatMap(({ row, phone, why }) => (why === null ? [] : [{ row, phone, why: WHY[why] }])),
    };
  }),
  route(contract, 'POST /api/admin/phone-lists/workbook', { ...WRITE, onlyReads: true }, async (ctx, { request }) => {
    const file = await readUpload(ctx, request, MOST_BYTES);
    if (!file) throw scrmErrors.error('no_phones');
    return { sheets: (await xlsxSheets(file.bytes)).map(({ name, text }) => ({ name, text })) };
  }),
  route(contract, 'GET /api/staff/phone-entries', STAFF, async (ctx, { query }) => listForStaff(ctx, query)),
  route(contract, 'POST /api/staff/phone-entries/:id/asking', STAFF, async (ctx, { params }) =>
    askForStaff(ctx, params.id),
  ),
  route(contract, 'POST /api/staff/phone-entries/:id/answer', STAFF, async (ctx, { params, body }) => {
    await answerForStaff(ctx, params.id, body.outcome);
    return { ok: true };
  }),
  route(contract, 'GET /api/admin/phone-lists/:id', READ, async (ctx, { params }) => readList(ctx, params.id)),
  route(
    contract,
    'POST /api/admin/phone-lists/:id/stop',
    {
      ...WRITE,
      audit: (_in, { name }) => ({ summary: named(words('停止手机号名单', 'Stopped the phone list'), name) }),
    },
    async (ctx, { params }) => stopList(ctx, params.id),
  ),
  route(contract, 'GET /api/admin/phone-lists/:id/entries', READ, async (ctx, { params, query }) =>
    listEntries(ctx, params.id, query),
  ),
  route(
    contract,
    'POST /api/admin/phone-entries/:id/asking',
    {
      ...WRITE,
      audit: (_in, { masked }) => ({
        summary: named(words('查看号码并标记已申请', 'Looked at a number and marked it as asked'), masked),
        details: null,
      }),
    },
    async (ctx, { params }) => askEntry(ctx, params.id),
  ),
];
