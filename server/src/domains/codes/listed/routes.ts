import { codeContract as contract } from '@huoshui/contracts/codes';
import { words } from '@huoshui/contracts/words';
import { readUpload } from '../../../platform/http/upload.ts';
import { type Route, route } from '../../../platform/routes.ts';
import { xlsxSheets } from '../../../platform/xlsx.ts';
import { codeErrors } from '../errors.ts';
import { makeListed } from './make-listed.ts';
import type { FindByName } from './names.ts';

const write = { can: 'codes.write' } as const;
/** Some ten thousand rows. */
const MOST_BYTES = 4 * 1024 * 1024;

export const listedRoutes = (find: FindByName): readonly Route[] => [
  route(
    contract,
    'POST /api/admin/codes/listed',
    {
      ...write,
      idempotent: true,
      audit: (_input, { created, refused }) => ({
        entityId: null,
        summary: words(
          `按清单新建 ${created} 个渠道码，${refused.length} 行没有建`,
          `Made ${created} codes of a list; ${refused.length} rows were refused`,
        ),
      }),
    },
    async (ctx, { body }) => makeListed(ctx, find, body.rows),
  ),
  route(contract, 'POST /api/admin/codes/workbook', { ...write, onlyReads: true }, async (ctx, { request }) => {
    const file = await readUpload(ctx, request, MOST_BYTES);
    if (!file) throw codeErrors.error('no_list_file');
    const [first, ...others] = await xlsxSheets(file.bytes);
    return { text: first?.text ?? '', unread: others.map(({ name }) => name) };
  }),
];
