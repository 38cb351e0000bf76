import { leaderContract as contract } from '@huoshui/contracts/leaders';
import { named, words } from '@huoshui/contracts/words';
import { readForm } from '../../platform/form/read.ts';
import { type Route, route } from '../../platform/routes.ts';
import { putSetting } from '../../platform/settings.ts';
import { moveLeader, movePoint, proposeByRule, reviewLeader } from './join.ts';
import { listLeaders, readLeader } from './list-leaders.ts';
import { listNeighbours } from './list-neighbours.ts';
import { rulesForm, rulesSetting, storedRules } from './rules.ts';

const read = { can: 'leaders.read' } as const;
const write = { can: 'leaders.write' } as const;

const moved = {
  suspended: words('暂停团长', 'Suspended the leader'),
  active: words('恢复团长', 'Took the leader back on'),
  ended: words('团长卸任', 'Ended the leader'),
} as const;

type Who = { readonly person: { readonly nickname: string; readonly memberId: string } };
const nameOf = ({ person }: Who) => person.nickname || person.memberId;

export const adminRoutes: readonly Route[] = [
  route(contract, 'GET /api/admin/leaders', read, async (ctx, { query }) => listLeaders(ctx, query)),
  route(contract, 'GET /api/admin/leaders/:id', read, async (ctx, { params }) => readLeader(ctx, params.id)),
  route(
    contract,
    'POST /api/admin/leaders/proposals',
    {
      ...write,
      audit: (_in, { proposed }) => ({
        entityId: null,
        summary: words(`按条件推荐团长：${proposed} 位`, `Proposed ${proposed} leaders by the rule`),
      }),
    },
    async (ctx) => ({ proposed: await proposeByRule(ctx, null) }),
  ),
  route(
    contract,
    'POST /api/admin/leaders/:id/review',
    {
      ...write,
      audit: ({ body }, answer) => ({
        summary: named(
          body.outcome === 'approved'
            ? words('通过团长', 'Let in the leader')
            : words('拒绝团长', 'Refused the leader'),
          [nameOf(answer), body.because.trim()].filter(Boolean).join(' · '),
        ),
      }),
    },
    async (ctx, { params, body }) => {
      await reviewLeader(ctx, params.id, body);
      return readLeader(ctx, params.id);
    },
  ),
  route(
    contract,
    'POST /api/admin/leaders/:id/move',
    {
      ...write,
      audit: ({ body }, answer) => ({ summary: named(moved[body.to], `${nameOf(answer)} · ${body.because}`) }),
    },
    async (ctx, { params, body }) => {
      await moveLeader(ctx, params.id, body);
      return readLeader(ctx, params.id);
    },
  ),
  route(
    contract,
    'POST /api/admin/leaders/:id/point',
    {
      ...write,
      audit: (_in, answer) => ({
        summary: named(
          words('团长的提货点', 'The point of the leader'),
          [nameOf(answer), answer.point?.name ?? ''].filter(Boolean).join(' · '),
        ),
      }),
    },
    async (ctx, { params, body }) => {
      await movePoint(ctx, params.id, body.storeId);
      return readLeader(ctx, params.id);
    },
  ),
  route(contract, 'GET /api/admin/leaders/:id/neighbours', read, async (ctx, { params, query }) =>
    listNeighbours(ctx, params.id, query),
  ),
  route(contract, 'GET /api/admin/settings/leaders', read, async (ctx) => ({ values: await storedRules(ctx) })),
  route(
    contract,
    'PUT /api/admin/settings/leaders',
    { ...write, audit: words('修改团长规则', 'Changed the rules of leaders') },
    async (ctx, { body }) => {
      const stored = await storedRules(ctx);
      await putSetting(ctx, rulesSetting, await readForm(ctx, rulesForm, body, { stored }));
      return { values: await storedRules(ctx) };
    },
  ),
];
