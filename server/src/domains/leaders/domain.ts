import { words } from '@huoshui/contracts/words';
import { rowsOfHers } from '../../platform/belongings.ts';
import type { Domain } from '../../platform/domain.ts';
import type { MakePoster } from '../posters/index.ts';
import { leaderErrors } from './errors.ts';
import { leaderApproved, leaderProposed, neighbourCame } from './events.ts';
import { leaderPicks } from './leader-picks.ts';
import { onMemberMerged } from './on-member-merged.ts';
import { onOrders } from './on-orders.ts';
import { leadersReport } from './reports/leaders.ts';
import { rewardRegistered } from './reward.ts';
import { adminRoutes } from './routes.admin.ts';
import { shopRoutes } from './routes.shop.ts';
import { rulesForm } from './rules.ts';
import { leaderScorecards } from './scorecard.ts';
import { closeWaves, giveWavesBack } from './waves/close.ts';
import { onWaveOrders } from './waves/on-wave-orders.ts';
import { waveRoutes } from './waves/routes.ts';
import { waveForm } from './waves/wave-form.ts';
import { leaderWork } from './work.ts';

export { leaderEarns } from './earns.ts';
export { waveSource } from './waves/source.ts';

/** Members who look after their neighbours: who may, whom each brought, and what that brings her. */
export function leaders({ poster }: { readonly poster: MakePoster }): Domain {
  return {
    name: 'leaders',
    routes: [...adminRoutes, ...shopRoutes(poster), ...waveRoutes],
    listeners: [onMemberMerged, onOrders, onWaveOrders],
    sweeps: [rewardRegistered, closeWaves, giveWavesBack],
    belongings: [
      rowsOfHers({
        name: 'leaders',
        words: words('团长身份', 'Records as a leader'),
        table: 'leaders.leader',
        by: 'person_no',
      }),
      rowsOfHers({
        name: 'neighbours',
        words: words('由团长带来的记录', 'Whose neighbour she is'),
        table: 'leaders.neighbour',
        by: 'person_no',
      }),
      rowsOfHers({
        name: 'wave_orders',
        words: words('社区团购订单', 'Orders in waves'),
        table: 'leaders.wave_order',
        by: 'person_no',
      }),
    ],
    errors: leaderErrors,
    forms: { 'leaders.rules': rulesForm, 'leaders.wave': waveForm },
    reports: [leadersReport],
    scorecards: [leaderScorecards],
    facts: [leaderProposed, leaderApproved, neighbourCame],
    picks: leaderPicks,
    work: leaderWork,
  };
}
