import { words } from '@huoshui/contracts/words';
import { beforeAll, describe, expect, it } from 'vitest';
import { bound, INSTANT, piece } from '../../platform/event-store/piece.ts';
import { runQuery } from '../../platform/event-store/query.ts';
import { form } from '../../platform/form/form.ts';
import { report } from '../../platform/report/report.ts';
import { testApp } from '../../platform/testing/app.ts';
import { signedIn } from '../operators/testing.ts';
import { eventRow } from './testing.ts';

// A report that nobody has heard of, in one object: list, form, answer, file and permission come by themselves.
const busiest = report({
  name: 'analytics.busiest',
  words: words('谁最忙', 'Who is busiest'),
  can: 'analytics.read',
  form: form({
    fields: [
      { key: 'most', label: words('最多几人', 'At most'), kind: 'count', min: 1, max: 50, initial: 3 },
      { key: 'event', label: words('行为', 'Event'), kind: 'text', max: 20, optional: true },
    ],
    sentence: ({ most }) => words(`最忙的 ${most} 个人`, `The ${most} busiest`),
  }),
  async ask(ctx, { most, event }) {
    const wanted = event === null ? piece`` : piece`AND name = ${bound('String', event)}`;
    const rows = await runQuery<{ person: number; events: number; worth: number }>(
      ctx,
      piece`SELECT person_no AS person, count() AS events, sum(value) AS worth FROM history_once AS events
        WHERE source = 'sdk' AND ts < ${bound(INSTANT, ctx.now())} ${wanted}
        GROUP BY person ORDER BY events DESC, person LIMIT ${most}`,
    );
    return [
      {
        key: 'persons',
        words: words('人', 'Persons'),
        columns: [
          { key: 'person', words: words('=编号', 'Number'), kind: 'text' },
          { key: 'events', words: words('次数', 'Times'), kind: 'count' },
          { key: 'worth', words: words('价值', 'Worth'), kind: 'money' },
        ],
        rows: rows.map((row) => [words(`${row.person} 号`, `no. ${row.person}`), row.events, row.worth]),
      },
    ];
  },
});

const app = await testApp({ extra: { analytics: { reports: [busiest] } } });
const { ctx } = app;
let cookie = '';
beforeAll(async () => {
  cookie = (await signedIn(ctx, 'viewer')).cookie;
  const at = new Date(ctx.now().getTime() - 60_000).toISOString();
  const view = (person: number) => eventRow({ person, name: 'page_view', at, value: 1250 });
  await ctx.events.insert('events', [view(7), view(7), view(8)]);
});
const ask = async (name: string, values: object) =>
  app.call(`POST /api/admin/reports/${name}`, { cookie, body: { values } });

describe('a report', () => {
  it('is listed with its words and the fields of its question, and its form is known', async () => {
    const { body } = await app.call('GET /api/admin/reports', { cookie });
    expect(body.items.map((item: { name: string }) => item.name)).toEqual([
      'analytics.overview',
      'analytics.retention',
      'analytics.funnel',
      'analytics.repurchase',
      'analytics.gmv',
      'analytics.attribution',
      'analytics.ltv',
      'analytics.events',
      'analytics.activity',
      'analytics.paths',
      'analytics.spread',
      'analytics.interval',
      'analytics.target',
      'analytics.outcomes',
      'analytics.touches',
      'analytics.busiest',
      'codes.codes',
      'audiences.lifecycle',
      'audiences.base',
      'audiences.rfm',
      'audiences.value',
      'scrm.staff',
      'scrm.losses',
      'accounts.flows',
      'themes.habit',
      'leaders.leaders',
    ]);
    const mine = body.items.find((item: { name: string }) => item.name === 'analytics.busiest');
    expect(mine).toMatchObject({ words: { en: 'Who is busiest' }, initial: { most: 3, event: '' } });
    const preview = await app.call('POST /api/admin/forms/report.analytics.busiest/preview', {
      cookie,
      body: { values: { most: 2, event: null } },
    });
    expect(preview.body).toEqual({ problems: [], sentence: { zh: '最忙的 2 个人', en: 'The 2 busiest' } });
  });

  it('is answered by its tables in both languages', async () => {
    const { body } = await ask('analytics.busiest', { most: 5, event: 'page_view' });
    expect(body.sentence.en).toBe('The 5 busiest');
    expect(body.tables).toHaveLength(1);
    expect(body.tables[0].rows).toEqual([
      [{ zh: '7 号', en: 'no. 7' }, 2, 2500],
      [{ zh: '8 号', en: 'no. 8' }, 1, 1250],
    ]);
  });

  it('is a file too, in yuan and in the language asked for, with nothing that a spreadsheet would run', async () => {
    const file = async (more: object) =>
      app.call('POST /api/admin/reports/analytics.busiest/export.csv', {
        cookie,
        body: { values: { most: 5, event: null }, ...more },
      });
    expect((await file({})).text).toBe("'=编号,次数,价值(元)\r\n7 号,2,25\r\n8 号,1,12.5\r\n");
    const english = await file({ language: 'en' });
    expect(english.headers.get('content-disposition')).toContain('analytics.busiest.csv');
    expect(english.text).toContain('Number,Times,Worth (CNY)\r\nno. 7,2,25');
    expect((await file({ table: 'none' })).status).toBe(404);
  });

  it('says what is wrong with a question at its field, asks for a session, and is unknown by another name', async () => {
    const wrong = await ask('analytics.busiest', { most: 99, event: null });
    expect([wrong.status, wrong.body.error.details.problems[0].at]).toEqual([400, 'most']);
    expect((await app.call('POST /api/admin/reports/analytics.busiest', { body: { values: {} } })).status).toBe(401);
    expect((await ask('analytics.unheard', {})).status).toBe(404);
  });
});

describe('every report of the house', () => {
  it('answers the question it starts from', async () => {
    const { items } = (await app.call('GET /api/admin/reports', { cookie })).body;
    const given = {
      range: { from: '2026-01-01', to: '2026-01-07' },
      steps: [{ event: 'page_view' }, { event: 'order.paid' }],
    };
    for (const { name, initial, fields } of items) {
      const keys = new Set(fields.map((field: { key: string }) => field.key));
      const mine = Object.fromEntries(Object.entries(given).filter(([key]) => keys.has(key)));
      const { status, body } = await ask(name, { ...initial, ...mine });
      expect([name, status]).toEqual([name, 200]);
      for (const { columns, rows } of body.tables) for (const row of rows) expect(row).toHaveLength(columns.length);
    }
  });

  it('that can be held against the days before is, by columns of its own', async () => {
    const { items } = (await app.call('GET /api/admin/reports', { cookie })).body;
    const given = {
      range: { from: '2026-01-01', to: '2026-01-07' },
      steps: [{ event: 'page_view' }, { event: 'order.paid' }],
    };
    const able = items.filter(({ name, fields }: { name: string; fields: { key: string; kind: string }[] }) =>
      fields.some(({ key, kind }) => key === 'compare' && kind === 'switch' && name !== 'analytics.busiest'),
    );
    expect(able.map(({ name }: { name: string }) => name)).toEqual([
      ...['analytics.funnel', 'analytics.attribution', 'analytics.ltv', 'analytics.events', 'analytics.paths'],
      ...['analytics.spread', 'analytics.interval', 'analytics.outcomes', 'analytics.touches', 'codes.codes'],
    ]);
    for (const { name, initial, fields } of able) {
      const keys = new Set(fields.map((field: { key: string }) => field.key));
      const mine = Object.fromEntries(Object.entries(given).filter(([key]) => keys.has(key)));
      const [alone, beside] = [
        (await ask(name, { ...initial, ...mine, compare: false })).body.tables,
        (await ask(name, { ...initial, ...mine, compare: true })).body.tables,
      ];
      const columns = (tables: { columns: unknown[] }[]) =>
        tables.reduce((sum, table) => sum + table.columns.length, 0);
      expect([name, columns(beside) > columns(alone)]).toEqual([name, true]);
      for (const { columns, rows } of beside) for (const row of rows) expect(row).toHaveLength(columns.length);
    }
  });

  it('says the same as the page that draws it', async () => {
    const range = { from: '2026-01-01', to: '2026-01-03' };
    const page = await app.call('GET /api/admin/reports/overview/export.csv?from=2026-01-01&to=2026-01-03', { cookie });
    const generic = await app.call('POST /api/admin/reports/analytics.overview/export.csv', {
      cookie,
      body: { values: { range, asOf: null } },
    });
    expect(generic.text).toBe(page.text);
  });
});
