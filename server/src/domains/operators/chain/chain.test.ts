import { createHash } from 'node:crypto';
import { plainWords } from '@huoshui/contracts/words';
import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Ctx } from '../../../platform/ctx.ts';
import { testApp } from '../../../platform/testing/app.ts';
import { recordAudit, trimAudit, verifyAudit } from '../index.ts';
import { emptyAudit, signedIn, tamper } from '../testing.ts';
import { sealSome } from './seal.ts';

const app = await testApp();
const { ctx } = app;
const DAY = 86_400_000;

const write = async (n: number, details: unknown = { n }, at = ctx.now()) =>
  recordAudit(
    { ...ctx, now: () => at },
    { action: 'POST /x', area: 'orders', entityId: `ord_${n}`, summary: plainWords(`第${n}条`), details },
  );
const seal = async () => {
  while ((await sealSome(ctx)) > 0);
};
const withEntries = async (count: number) => {
  await emptyAudit(ctx);
  for (let n = 1; n <= count; n += 1) await write(n);
  await seal();
};
const run = async (statement: string, on: Ctx = ctx) => sql.raw(statement).execute(on.db);

beforeEach(async () => withEntries(6));

describe('the audit log', () => {
  it('is one line however many write and seal at once, and nobody who writes waits for who seals', async () => {
    await emptyAudit(ctx);
    const sealing = Promise.all(Array.from({ length: 3 }, async () => sealSome(ctx)));
    await Promise.all(Array.from({ length: 60 }, async (_, n) => write(n)));
    await sealing;
    await Promise.all(Array.from({ length: 3 }, async () => seal()));
    await seal();
    const { rows } = await sql<{ no: number; previous: string; hash: string }>`
      select no, previous, hash from operators.audit_entry order by no
    `.execute(ctx.db);
    expect(rows.map(({ no }) => no)).toEqual(Array.from({ length: 60 }, (_, n) => n + 1));
    expect(rows.map(({ previous }) => previous)).toEqual(['', ...rows.slice(0, -1).map(({ hash }) => hash)]);
    expect(await verifyAudit(ctx)).toMatchObject({ entries: 60, waiting: 0, broken: null, upTo: { no: 60 } });
  });

  it('holds whatever can be written, so that what is read again is what was sealed', async () => {
    await emptyAudit(ctx);
    const texts = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\0', ''));
    const details = fc.sample(fc.dictionary(texts, fc.oneof(texts, fc.double({ noNaN: true }), fc.constant(null))), 40);
    for (const [n, one] of details.entries()) await write(n, one);
    await seal();
    expect(await verifyAudit(ctx)).toMatchObject({ entries: details.length, broken: null });
  });

  it.each([
    `update operators.audit_entry set details = '{}' where no = 3`,
    `update operators.audit_entry set no = 99, previous = 'a', hash = 'b', mac = 'c' where no = 3`,
    'delete from operators.audit_entry where no = 3',
    'delete from operators.audit_entry where no = 6',
    'truncate operators.audit_entry',
    `update operators.audit_entry set details = '{}', no = 7, previous = 'a', hash = 'b', mac = 'c' where no is null`,
    'delete from operators.audit_entry where no is null',
  ])('refuses, in the database itself: %s', async (statement) => {
    await write(7);
    await expect(run(statement)).rejects.toThrow(/audit log/);
    await seal();
    expect(await verifyAudit(ctx)).toMatchObject({ entries: 7, broken: null });
  });

  const tricks: readonly (readonly [name: string, statement: string, broken: object])[] = [
    ['a value', `update operators.audit_entry set details = '{"n": 33}' where no = 3`, { no: 3, why: 'changed' }],
    [
      'the last digit of a long number',
      `update operators.audit_entry set details = '{"n": 3.00000000000000000001}' where no = 3`,
      { no: 3, why: 'changed' },
    ],
    ['who did it', `update operators.audit_entry set operator_name = '别人' where no = 4`, { no: 4, why: 'changed' }],
    [
      'the time, by a microsecond',
      `update operators.audit_entry set at = at + interval '1 microsecond' where no = 1`,
      { no: 1, why: 'changed' },
    ],
    ['one is taken out', 'delete from operators.audit_entry where no = 2', { no: 2, why: 'missing' }],
    ['the first are taken out', 'delete from operators.audit_entry where no <= 2', { no: 1, why: 'missing' }],
    ['the last are taken out', 'delete from operators.audit_entry where no > 4', { no: 5, why: 'cut', at: null }],
    ['the end is another one', `update operators.audit_head set hash = 'x'`, { no: 7, why: 'cut' }],
    ['there is no end', 'delete from operators.audit_head', { no: 7, why: 'cut' }],
    [
      'two change places',
      'update operators.audit_entry set no = case no when 2 then 1002 else 1003 end where no in (2, 3); ' +
        'update operators.audit_entry set no = case no when 1002 then 3 else 2 end where no in (1002, 1003)',
      { no: 2, why: 'changed' },
    ],
    [
      'a stone that the shop did not lay',
      'delete from operators.audit_entry where no <= 2; ' +
        `insert into operators.audit_stone select 2, e.previous, 2, now(), now(), now(), e.mac from operators.audit_entry e where no = 3`,
      { no: 2, why: 'stone' },
    ],
  ];
  it.each(tricks)('tells the first place that is not as it was sealed: %s', async (_name, statement, broken) => {
    await tamper(ctx, async () => {
      for (const one of statement.split('; ')) await run(one);
    });
    expect((await verifyAudit(ctx)).broken).toMatchObject(broken);
    await sql`insert into operators.audit_head (no, hash, mac) values (0, '', '') on conflict do nothing`.execute(
      ctx.db,
    );
  });

  it('tells a line that was computed anew by somebody who has the database, and not the key of the shop', async () => {
    await tamper(ctx, async () => {
      await run(`update operators.audit_entry set operator_name = '别人' where no = 4`);
      let previous = (await line()).find(({ no }) => no === 3)?.hash ?? '';
      for (const row of (await line()).filter(({ no }) => no > 3)) {
        const hash = createHash('sha256')
          .update(JSON.stringify(['huoshui.audit.1', previous, row.no, ...row.values]))
          .digest('hex');
        await sql`update operators.audit_entry set previous = ${previous}, hash = ${hash} where no = ${row.no}`.execute(
          ctx.db,
        );
        previous = hash;
      }
      await sql`update operators.audit_head set hash = ${previous}`.execute(ctx.db);
    });
    expect((await verifyAudit(ctx)).broken).toMatchObject({ no: 4, why: 'unsigned' });
  });

  it('whose old head was put back tells only somebody who noted a place', async () => {
    const noted = (await verifyAudit(ctx)).upTo;
    const { rows: heads } = await sql<{ hash: string; mac: string }>`
      select hash, mac from operators.audit_head
    `.execute(ctx.db);
    await write(7);
    await seal();
    const later = (await verifyAudit(ctx)).upTo;
    await tamper(ctx, async () => {
      await run('delete from operators.audit_entry where no = 7');
      await sql`update operators.audit_head set no = 6, hash = ${heads[0]?.hash}, mac = ${heads[0]?.mac}`.execute(
        ctx.db,
      );
    });
    expect((await verifyAudit(ctx)).broken).toBeNull();
    expect((await verifyAudit(ctx, noted)).broken).toBeNull();
    expect((await verifyAudit(ctx, later)).broken).toMatchObject({ no: 7, why: 'cut' });
    expect((await verifyAudit(ctx, { no: 5, hash: 'f'.repeat(64) })).broken).toMatchObject({ no: 5, why: 'changed' });
  });
});

describe('entries that are old enough', () => {
  it('are removed by a stone, from which the line goes on; the newer ones stay', async () => {
    await emptyAudit(ctx);
    const now = ctx.now().getTime();
    const ago = (days: number) => new Date(now - days * DAY);
    for (const [n, days] of [400, 300, 200, 10, 250, 1].entries()) {
      await write(n, { n }, ago(days));
      await seal();
    }
    expect(await trimAudit(ctx, 500)).toBeNull();
    // The fifth is old enough too, but stands behind one that is not.
    expect(await trimAudit(ctx, 180)).toMatchObject({ no: 3, entries: 3, firstAt: ago(400), lastAt: ago(200) });
    await seal();
    expect(await verifyAudit(ctx)).toMatchObject({ removed: 3, entries: 4, broken: null, upTo: { no: 7 } });
    expect(await trimAudit(ctx, 180)).toBeNull();
    await expect(run('delete from operators.audit_stone')).rejects.toThrow(/audit log/);
    await tamper(ctx, async () => run('delete from operators.audit_stone'));
    expect((await verifyAudit(ctx)).broken).toMatchObject({ no: 1, why: 'missing' });
  });

  it('are not removed before half a year is over, nor where a stone would hide what was changed', async () => {
    await expect(trimAudit(ctx, 179)).rejects.toMatchObject({ code: 'operators.audit_too_young' });
    await tamper(ctx, async () => run(`update operators.audit_entry set area = 'x' where no = 2`));
    await expect(trimAudit(ctx, 180)).rejects.toMatchObject({ code: 'operators.audit_broken', details: { no: 2 } });
  });
});

describe('the console', () => {
  it('says up to where the log is good, and rings once it is not', async () => {
    const { cookie } = await signedIn(ctx, 'owner');
    const chain = async () => (await app.call('GET /api/admin/audit/chain', { cookie })).body;
    const bell = async () => {
      const { items } = (await app.call('GET /api/admin/work', { cookie })).body;
      return items.some(({ kind }: { kind: string }) => kind === 'operators.audit_broken');
    };
    await app.settle();
    expect(await chain()).toMatchObject({ sealed: 6, waiting: 0, broken: null, checked: { no: 6 } });
    expect(await bell()).toBe(false);
    await tamper(ctx, async () => run(`update operators.audit_entry set area = 'x' where no = 2`));
    expect((await chain()).broken).toBeNull();
    await app.advance(DAY, DAY);
    expect((await chain()).broken).toMatchObject({ no: 2, why: 'changed', at: expect.any(String) });
    expect(await bell()).toBe(true);
    await tamper(ctx, async () => run(`update operators.audit_entry set area = 'orders' where no = 2`));
    const checked = await app.call('POST /api/admin/audit/checks', { cookie });
    expect(checked.body).toMatchObject({ broken: null, checked: { no: 6 } });
    expect(await bell()).toBe(false);
  });

  it.each(['operator', 'viewer'] as const)('tells %s nothing of it', async (role) => {
    const { cookie } = await signedIn(ctx, role);
    expect((await app.call('GET /api/admin/audit/chain', { cookie })).status).toBe(403);
    expect((await app.call('POST /api/admin/audit/checks', { cookie })).status).toBe(403);
  });
});

async function line() {
  const { rows } = await sql<{ no: number; hash: string; values: readonly (string | null)[] }>`
    select e.no, e.hash, jsonb_build_array(
      e.id, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), e.operator_id, e.operator_name, e.api_key, e.action,
      e.area, e.entity_id, e.summary::text, e.details::text, e.request_id
    ) as values
    from operators.audit_entry e where e.no is not null order by e.no
  `.execute(ctx.db);
  return rows;
}
