import { recommendationContract as contract } from '@huoshui/contracts/recommendations';
import { words } from '@huoshui/contracts/words';
import type { Ctx } from '../../../platform/ctx.ts';
import { readForm } from '../../../platform/form/read.ts';
import { type Route, route } from '../../../platform/routes.ts';
import { getSetting, putSetting } from '../../../platform/settings.ts';
import type { Ports } from '../recommended.ts';
import { heroForm, heroRules } from './hero-rules.ts';
import { showHeroes } from './show-heroes.ts';
import { followRules, rotate } from './weeks.ts';

const READ = { can: 'placements.read' } as const;
const WRITE = { can: 'placements.write' } as const;

export function heroRoutes(ports: Pick<Ports, 'cards'>): readonly Route[] {
  return [
    route(contract, 'GET /api/admin/heroes', READ, async (ctx) => showHeroes(ctx, ports)),
    route(
      contract,
      'POST /api/admin/heroes/rotation',
      { ...WRITE, audit: words('重新挑选本周爆品', 'Made the list of heroes anew') },
      async (ctx) => {
        await rotate(ctx, ports, nameOf(ctx));
        return showHeroes(ctx, ports);
      },
    ),
    route(contract, 'GET /api/admin/settings/heroes', READ, async (ctx) => getSetting(ctx, heroRules)),
    route(
      contract,
      'PUT /api/admin/settings/heroes',
      { ...WRITE, audit: words('修改爆品规则', 'Changed the rules of heroes') },
      async (ctx, { body }) => {
        const stored = await getSetting(ctx, heroRules);
        const values = await readForm(ctx, heroForm, body, { stored });
        await putSetting(ctx, heroRules, { ...values, pinned: values.pinned && [...values.pinned] });
        await followRules(ctx, ports, nameOf(ctx));
        return getSetting(ctx, heroRules);
      },
    ),
  ];
}

const nameOf = ({ actor }: Ctx): string => (actor.kind === 'operator' ? actor.name : '');
