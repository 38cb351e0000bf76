import { words } from '@huoshui/contracts/words';
import { rowsOfHers } from '../../platform/belongings.ts';
import type { Domain } from '../../platform/domain.ts';
import { type ConditionKind, conditionKit } from '../audiences/index.ts';
import type { AccountMessages } from '../messaging/index.ts';
import { accountForm } from './account/account-form.ts';
import { accountPicks, prepareAccounts } from './account/accounts.ts';
import { bookBroadcasts } from './broadcasts/book.ts';
import { broadcastForm } from './broadcasts/broadcast-form.ts';
import { handOverBroadcasts } from './broadcasts/hand-over.ts';
import { broadcastPlans } from './broadcasts/plans.ts';
import { mountCallback } from './callback-address.ts';
import { accountErrors } from './errors.ts';
import { accountAsked, accountFollowed, accountUnfollowed } from './events.ts';
import { readFollowers } from './follow/sync.ts';
import { onMemberJoined, onMemberMerged } from './follow/who.ts';
import { onFriendAdded } from './hear/diversion.ts';
import { forgetHeard } from './hear/forget.ts';
import { hear } from './hear/hear.ts';
import { sendReplies } from './hear/send.ts';
import { markFollowers, onTagged } from './menus/marks.ts';
import { menuForm } from './menus/menu-form.ts';
import { publishMenusNow } from './menus/publish.ts';
import { flowsReport } from './reports/flows.ts';
import { accountRoutes, messageRoutes, ruleRoutes } from './routes.admin.ts';
import { broadcastRoutes } from './routes.broadcasts.ts';
import { ruleForm } from './rules/rule-form.ts';
import { rulePicks } from './rules/rules.ts';
import { askMass } from './tell/mass.ts';
import { templatesForm } from './tell/templates.ts';
import { accountTouches } from './touches.ts';

export { drawAccountCode } from './account/codes.ts';
export { followsAccount } from './conditions/follows.ts';
export { accountChannels } from './tell/channels.ts';

type Given = { readonly conditions: readonly ConditionKind[]; readonly messages: AccountMessages };

/** Official accounts: what each may do, who follows it, what it answers, and where it sends people on. */
export function accounts({ conditions, messages }: Given): Domain {
  const kit = conditionKit(conditions);
  const templates = templatesForm(messages);
  const hearing = { kit, messages };
  const rules = ruleForm(kit);
  return {
    name: 'accounts',
    routes: [
      ...accountRoutes,
      ...messageRoutes(templates, messages),
      ...ruleRoutes(rules),
      ...broadcastRoutes(messages),
    ],
    sweeps: [
      sendReplies,
      readFollowers,
      publishMenusNow,
      markFollowers,
      handOverBroadcasts,
      bookBroadcasts(messages),
      askMass(messages),
      forgetHeard,
    ],
    listeners: [onMemberJoined, onMemberMerged, onTagged, onFriendAdded],
    errors: accountErrors,
    forms: {
      'accounts.account': accountForm,
      'accounts.menu': menuForm,
      'accounts.broadcast': broadcastForm,
      'accounts.rule': rules,
      'accounts.templates': templates,
    },
    facts: [accountFollowed, accountUnfollowed, accountAsked],
    reports: [flowsReport],
    touches: accountTouches,
    plans: broadcastPlans,
    picks: { ...accountPicks, ...rulePicks },
    belongings: [
      rowsOfHers({
        name: 'follows',
        words: words('关注的公众号', 'Official accounts she follows'),
        table: 'accounts.follower',
        by: 'member_id',
      }),
    ],
    callbacks: { official_account: async (ctx, callback) => hear(ctx, hearing, callback) },
    web: mountCallback(hearing),
    prepare: async (ctx) => prepareAccounts(ctx, templates),
  };
}
