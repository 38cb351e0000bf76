import { initialValues } from '@huoshui/contracts/form-values';
import { reportContract } from '@huoshui/contracts/reports';
import type { Ctx } from '../ctx.ts';
import { readForm } from '../form/read.ts';
import { heavy } from '../http/heavy.ts';
import { platformErrors } from '../platform-errors.ts';
import { atName, type Route, route } from '../routes.ts';
import { csvFile, tableFile } from '../table-file.ts';
import type { Chart, Report, Table } from './report.ts';

/** The routes of every report there is: the list, the answer and the file. Each report is asked under its own permission. */
export function reportRoutes(reports: readonly Report[]): readonly Route[] {
  const names = reports.map(({ name }) => name);
  if (new Set(names).size !== names.length) throw new Error(`two reports of one name: ${names.join(', ')}`);
  const list = route(reportContract, 'GET /api/admin/reports', { can: 'analytics.read' }, async () => ({
    items: reports.map(({ name, words, can, form }) => ({
      name,
      words,
      can,
      fields: form.fields,
      initial: initialValues(form.fields),
    })),
  }));
  return [list, ...reports.flatMap(routesOf)];
}

function routesOf(report: Report): Route[] {
  const { name, can } = report;
  const answer = route(
    reportContract,
    'POST /api/admin/reports/:name',
    { can, onlyReads: true },
    async (ctx, { body }) => {
      const { sentence, tables } = await ask(ctx, report, body.values);
      return { name, sentence, tables: tables.map(sent) };
    },
  );
  const file = route(
    reportContract,
    'POST /api/admin/reports/:name/export.csv',
    { can, onlyReads: true, download: csvFile(name) },
    async (ctx, { body }) => {
      const { tables } = await ask(ctx, report, body.values);
      const table = body.table === undefined ? tables[0] : tables.find(({ key }) => key === body.table);
      if (!table) throw platformErrors.error('not_found');
      return tableFile(table, body);
    },
  );
  return [atName(answer, name), atName(file, name)].map(heavy);
}

async function ask(ctx: Ctx, report: Report, draft: Readonly<Record<string, unknown>>) {
  // It is asked about, nothing is done with it: what has ended may be.
  const values = await readForm(ctx, report.form, draft, { stored: draft });
  return { sentence: report.form.sentence(values, () => null), tables: await report.ask(ctx, values) };
}

function sent({ columns, rows, chart, people, links, ...table }: Table) {
  return {
    ...table,
    columns: columns.map((column) => ({ ...column })),
    rows: rows.map((row) => [...row]),
    ...(chart ? { chart: drawn(chart) } : {}),
    ...(links ? { links: links.map(({ column, rows: to }) => ({ column, rows: [...to] })) } : {}),
    ...(people ? { people: people.map((one) => ({ ...one, values: { ...one.values }, rows: [...one.rows] })) } : {}),
  };
}

function drawn({ series, before, ends, aims, ...chart }: Chart) {
  return {
    ...chart,
    series: [...series],
    ...(before ? { before: [...before] } : {}),
    ...(ends ? { ends: [...ends] } : {}),
    ...(aims ? { aims: aims.map((aim) => ({ ...aim })) } : {}),
  };
}
