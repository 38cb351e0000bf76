import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS } from '../../../platform/calendar.ts';
import { testApp } from '../../../platform/testing/app.ts';
import { createMember } from '../../members/testing.ts';
import { setQuiet } from '../../messaging/testing.ts';
import { signedIn } from '../../operators/testing.ts';
import type { Definition } from '../definition.ts';
import { announcePaid, careJourney } from '../testing.ts';

// A journey is drawn, saved half done, published, and drawn on while people are under way: through the console's routes.

const app = await testApp();
const { ctx } = app;
let cookie = '';
let other = '';

beforeAll(async () => {
  cookie = (await signedIn(ctx, 'owner')).cookie;
  other = (await signedIn(ctx, 'owner')).cookie;
  await setQuiet(ctx, 'never');
});

const call = async (route: string, body?: unknown, headers?: Record<string, string>) =>
  app.call(route, { cookie, ...(body === undefined ? {} : { body }), ...(headers ? { headers } : {}) });
type Drawn = { id: string; journeyId: string; name: string; saves: number; definition: Definition; places: object };

const keyed = () => ({ 'idempotency-key': randomUUID() });
const begin = async (name = '画出来的'): Promise<Drawn> => (await call('POST /api/admin/drawings', { name })).body;
const save = async (drawing: Drawn, definition: Definition, places: object = {}) =>
  call(`PUT /api/admin/drawings/${drawing.id}`, { name: drawing.name, definition, places });
const publish = async (id: string, saves: number, more: object = {}) =>
  call(`POST /api/admin/drawings/${id}/publication`, { saves, start: true, move: null, ...more });
const openOf = async (journeyId: string) => (await call(`POST /api/admin/journeys/${journeyId}/drawing`, {})).body;

async function published(definition = careJourney({ exitOnGoal: false })): Promise<string> {
  const drawing = await begin();
  const saved = await save(drawing, definition);
  expect((await publish(drawing.id, saved.body.saves)).status).toBe(200);
  return drawing.journeyId;
}

async function buyer() {
  const member = await createMember(ctx);
  await announcePaid(ctx, member);
  await app.settle();
  return member;
}

describe('a drawing', () => {
  it('begins from nothing and says what is missing, place by place, until it can be published', async () => {
    const drawing = await begin();
    expect(drawing).toMatchObject({ state: 'draft', base: null, version: null, saves: 0, differences: [] });
    const said = (body: { problems: { node: string | null; at: string; words: { zh: string } }[] }) =>
      body.problems.map(({ node, at, words }) => [node, at, words.zh]);
    expect(said((await call(`GET /api/admin/drawings/${drawing.id}`)).body)).toEqual([
      [null, '', '还没有步骤'],
      [null, 'trigger', '还没有选什么事让人进来'],
    ]);
    const half = await save(drawing, {
      ...drawing.definition,
      trigger: { kind: 'stage_entered', values: {} },
      start: 'a',
      nodes: [{ key: 'a', kind: 'message', values: { channels: ['inbox'] }, ways: {} }],
    });
    expect(half.status).toBe(200);
    expect(said(half.body)).toEqual([
      [null, 'trigger.stage', '请填写阶段'],
      ['a', 'template', '请填写消息模板'],
      ['a', '', '没有说明「下一步」通向哪里'],
    ]);
    expect(half.body.sentences.a.zh).toBe('发送消息（未填完）');
    const refused = await publish(drawing.id, half.body.saves);
    expect([refused.status, refused.body.error.code]).toEqual([400, 'journeys.has_problems']);

    const whole = await save(drawing, careJourney(), { wait: { x: 40, y: -20 }, gone: { x: 1, y: 1 } });
    expect(whole.body).toMatchObject({ problems: [], places: { wait: { x: 40, y: -20 } }, saves: 2 });
    expect(whole.body.places.gone).toBeUndefined();
    const { body } = await publish(drawing.id, whole.body.saves);
    expect(body).toMatchObject({
      moved: 0,
      journey: { id: drawing.journeyId, state: 'live', version: 1, problems: [] },
    });
    expect((await call(`GET /api/admin/drawings/${drawing.id}`)).status).toBe(404);
    expect((await openOf(drawing.journeyId)).places).toEqual({ wait: { x: 40, y: -20 } });
  });

  it('names what its conditions ask for, in what brings people in as in a step', async () => {
    const condition = { kind: 'paid_orders', values: { atLeast: 1, days: null } };
    const values = { name: '画里的人群', refresh: 'manual' };
    const { body: segment } = await call('POST /api/admin/segments', { values, condition }, keyed());
    const who = { all: [{ kind: 'segment', values: { segment: segment.id } }] };
    const schedule = { repeat: 'daily', day: null, weekdays: null, dayOfMonth: null, minuteOfDay: 600, who };
    const { body } = await save(
      await begin(),
      careJourney({
        trigger: { kind: 'schedule', values: schedule },
        start: 'ask',
        nodes: [{ key: 'ask', kind: 'filter', values: { who }, ways: { next: null } }],
      }),
    );
    expect(body.problems).toEqual([]);
    expect(body.triggerSentence.zh).toContain('画里的人群');
    expect(body.sentences.ask.zh).toContain('画里的人群');
  });

  it('is one a journey, and who saves or publishes what another has changed is told', async () => {
    const drawing = await begin();
    expect((await openOf(drawing.journeyId)).id).toBe(drawing.id);
    const body = { name: drawing.name, definition: careJourney(), places: {} };
    const put = async (as: string, revision: number) =>
      app.call(`PUT /api/admin/drawings/${drawing.id}`, { cookie: as, body, headers: { 'if-match': `"${revision}"` } });
    expect((await put(cookie, 1)).body).toMatchObject({ revision: 2, saves: 1 });
    expect((await put(other, 1)).body.error.code).toBe('platform.stale');
    expect((await put(other, 2)).body).toMatchObject({ revision: 3, saves: 2 });
    const refused = await publish(drawing.id, 1);
    expect([refused.status, refused.body.error.code]).toEqual([409, 'journeys.drawing_changed']);
    expect((await publish(drawing.id, 2)).status).toBe(200);
  });

  it('changes nothing of what runs until it is published, and says by label what it would change', async () => {
    const id = await published();
    const drawing = await openOf(id);
    expect(drawing).toMatchObject({ base: 1, version: 1, differences: [] });
    const { nodes } = careJourney();
    const next: Definition = {
      ...careJourney({ exitOnGoal: false, holdout: 20 }),
      nodes: [
        ...nodes.flatMap((node) =>
          node.key === 'wait'
            ? [{ ...node, values: { period: 1440 }, ways: { next: 'mark' } }]
            : node.key === 'care' || node.key === 'rest'
              ? []
              : [{ ...node, ways: { next: 'leave' } }],
        ),
        { key: 'leave', kind: 'exit', values: {}, ways: {} },
      ],
    };
    const { body } = await save(drawing, next);
    const told = body.differences.map(
      (one: {
        kind: string;
        node: string;
        sentence: { zh: string };
        details: Record<string, { zh: string } | null>[];
      }) => [
        one.kind,
        one.node,
        one.sentence.zh,
        ...one.details.map(({ label, before, after }) => `${label?.zh}：${before?.zh} → ${after?.zh}`),
      ],
    );
    expect(told).toEqual([
      ['changed', null, '旅程设置', '对照组：0% → 20%'],
      [
        'changed',
        'wait',
        '等待 1 天',
        '等待时长：3 天 → 1 天',
        '「下一步」通向：发送「购后关怀」（站内信） → 打上标签「已关怀」',
      ],
      ['changed', 'mark', '打上标签「已关怀」', '「下一步」通向：等待 30 天 → 离开旅程'],
      ['added', 'leave', '离开旅程'],
      ['removed', 'care', '发送「购后关怀」（站内信）'],
      ['removed', 'rest', '等待 30 天'],
    ]);
    expect((await call(`GET /api/admin/journeys/${id}`)).body).toMatchObject({
      version: 1,
      definition: { holdout: 0 },
    });
    expect((await call(`DELETE /api/admin/journeys/${id}/drawing`)).status).toBe(200);
    expect((await openOf(id)).differences).toEqual([]);
  });

  it('leaves those under way where they are, or takes them along by a map; each version says who published it', async () => {
    const id = await published();
    const [stays, goes] = [await buyer(), await buyer()];
    await app.advance(DAY_MS);
    const third = await buyer();
    const drawing = await openOf(id);
    expect(drawing.standing).toMatchObject([{ node: 'wait', waiting: 3, kept: true, sentence: { zh: '等待 3 天' } }]);
    const care = careJourney({ exitOnGoal: false });
    const renamed: Definition = {
      ...care,
      start: 'later',
      nodes: [
        { key: 'later', kind: 'wait', values: { period: 9 * 1440 }, ways: { next: 'mark' } },
        ...care.nodes.filter(({ key }) => key === 'mark' || key === 'rest'),
      ],
    };
    const saved = await save(drawing, renamed);
    expect(saved.body.standing).toMatchObject([{ node: 'wait', waiting: 3, kept: false }]);
    const wrong = await publish(drawing.id, saved.body.saves, { move: { wait: 'care' } });
    expect([wrong.status, wrong.body.error.code]).toEqual([400, 'journeys.bad_node_map']);
    const done = await publish(drawing.id, saved.body.saves, { move: { wait: 'later' } });
    expect(done.body).toMatchObject({ moved: 3, journey: { version: 2 } });
    const { items } = (await call(`GET /api/admin/journeys/${id}/versions`)).body;
    expect(items).toMatchObject([
      { version: 2, entered: 0, active: 3, nodes: 3 },
      { version: 1, entered: 3, active: 0, nodes: 4 },
    ]);
    expect(new Set(items.map((one: { publishedBy: string }) => one.publishedBy)).size).toBe(1);
    expect(items[0].publishedBy).not.toBe('');
    const { items: all } = (await call(`GET /api/admin/journeys/${id}/differences?from=1&to=2`)).body;
    expect(all.map(({ kind, node }: { kind: string; node: string }) => `${kind} ${node}`)).toEqual([
      'changed null',
      'added later',
      'removed wait',
      'removed care',
    ]);
    // Who waited, waits until the time she was told; then comes what the new version says.
    await app.advance(2.5 * DAY_MS);
    const tagged = await sql<{ memberId: string }>`select member_id from members.tag where name = '已关怀'`.execute(
      ctx.db,
    );
    const has = (member: { id: string }) => tagged.rows.some(({ memberId }) => memberId === member.id);
    expect([has(stays), has(goes), has(third)]).toEqual([true, true, false]);
    // The arms are compared within the version that people came in by, drawn or not.
    await buyer();
    const result = (await call(`GET /api/admin/journeys/${id}/result?onlyComplete=false`)).body;
    expect(
      result.versions.map(({ version, treated }: { version: number; treated: { members: number } }) => [
        version,
        treated.members,
      ]),
    ).toEqual([
      [1, 3],
      [2, 1],
    ]);
  });

  it('takes a playbook’s journey over: published as drawn, its settings are gone', async () => {
    const made = await call('POST /api/admin/playbooks/coupon_unused/journey', { values: {} });
    const drawing = await openOf(made.body.id);
    expect(drawing.ofPlaybook).toBe(true);
    const same = await save(drawing, drawing.definition, { good_hour: { x: 8, y: 8 } });
    await publish(drawing.id, same.body.saves);
    expect((await call(`GET /api/admin/journeys/${made.body.id}`)).body).toMatchObject({
      version: 1,
      settings: { playbook: 'coupon_unused' },
    });
    const again = await openOf(made.body.id);
    expect(again.places).toEqual({ good_hour: { x: 8, y: 8 } });
    const changed = await save(again, { ...again.definition, holdout: 33 });
    await publish(again.id, changed.body.saves);
    expect((await call(`GET /api/admin/journeys/${made.body.id}`)).body).toMatchObject({ version: 2, settings: null });
    await call(`PUT /api/admin/journeys/${made.body.id}/state`, { state: 'ended' });
    expect((await call(`POST /api/admin/journeys/${made.body.id}/drawing`, {})).body.error.code).toBe(
      'journeys.wrong_state',
    );
  });

  it('is told in the audit log once a sitting, however often it is saved', async () => {
    const drawing = await begin('审计');
    for (const holdout of [1, 2, 3]) await save(drawing, careJourney({ holdout }));
    const saves = async () => {
      const { items } = (await call(`GET /api/admin/audit?limit=200`)).body;
      return items.filter(
        (one: { action: string; entityId: string }) =>
          one.entityId === drawing.journeyId && one.action.startsWith('PUT /api/admin/drawings'),
      ).length;
    };
    expect(await saves()).toBe(1);
    await app.advance(DAY_MS / 24);
    await save(drawing, careJourney({ holdout: 4 }));
    expect(await saves()).toBe(2);
  });
});
