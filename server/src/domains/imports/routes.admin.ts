import { importContract } from '@huoshui/contracts/imports';
import { named, words } from '@huoshui/contracts/words';
import { readUpload } from '../../platform/http/upload.ts';
import { route } from '../../platform/routes.ts';
import { csvFile, tableFile } from '../../platform/table-file.ts';
import { importErrors } from './errors.ts';
import { listImports, showImport } from './list.ts';
import { previewImport } from './preview.ts';
import { listRowErrors, rowErrorTable } from './row-errors.ts';
import { runImport } from './run.ts';
import { readSheet } from './sheet.ts';
import { startImport } from './start.ts';
import { uploadImport } from './upload.ts';

const READ = { can: 'imports.read' } as const;
const MAX_BYTES = 50 * 1024 * 1024;

export const adminRoutes = [
  route(importContract, 'GET /api/admin/imports', READ, async (ctx, { query }) => listImports(ctx, query)),
  route(
    importContract,
    'POST /api/admin/imports',
    // A slow upload must not hold a transaction open.
    {
      can: 'imports.write',
      transaction: false,
      audit: (_in, out) => ({
        entityId: out.id,
        summary: named(words('上传导入文件', 'Uploaded the file'), out.fileName),
      }),
    },
    async (ctx, { request }) => {
      const file = await readUpload(ctx, request, MAX_BYTES);
      if (!file) throw importErrors.error('no_file');
      return uploadImport(ctx, file);
    },
  ),
  route(importContract, 'GET /api/admin/imports/:id', READ, async (ctx, { params }) => showImport(ctx, params.id)),
  route(
    importContract,
    'PUT /api/admin/imports/:id/sheet',
    {
      can: 'imports.write',
      audit: ({ body }, out) => ({
        summary: words(`“${out.fileName}”改读表“${body.sheet}”`, `Read the sheet “${body.sheet}” of “${out.fileName}”`),
      }),
    },
    async (ctx, { params, body }) => readSheet(ctx, params.id, body.sheet),
  ),
  route(importContract, 'GET /api/admin/imports/:id/preview', READ, async (ctx, { params }) =>
    previewImport(ctx, params.id),
  ),
  route(
    importContract,
    'POST /api/admin/imports/:id/run',
    {
      can: 'imports.write',
      audit: ({ body }, out) => ({
        summary: named(
          body.dryRun ? words('试运行导入', 'Dry-ran the import') : words('运行导入', 'Ran the import'),
          out.fileName,
        ),
      }),
    },
    async (ctx, { params, body }) => {
      const started = await startImport(ctx, params.id, body);
      await ctx.enqueue(runImport, { importId: params.id }, { key: `import ${params.id}` });
      return started;
    },
  ),
  route(importContract, 'GET /api/admin/imports/:id/errors', READ, async (ctx, { params, query }) =>
    listRowErrors(ctx, params.id, query),
  ),
  route(
    importContract,
    'GET /api/admin/imports/:id/errors.csv',
    { ...READ, download: csvFile('import-errors') },
    async (ctx, { params, query }) => tableFile(await rowErrorTable(ctx, params.id), query),
  ),
];
