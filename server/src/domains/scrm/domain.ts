import { words } from '@huoshui/contracts/words';
import { rowsOfHers } from '../../platform/belongings.ts';
import type { Domain } from '../../platform/domain.ts';
import { type ConditionKind, conditionKit } from '../audiences/index.ts';
import type { BenefitKinds } from '../benefits/index.ts';
import type { Entrusted } from '../messaging/index.ts';
import { mountCallback } from './callback-address.ts';
import { corpForm, prepareCorp } from './corp/corp.ts';
import { readDirectory } from './corp/directory.ts';
import { staffPicks } from './corp/staff.ts';
import { doctorRoutes } from './doctor/routes.ts';
import { scrmErrors } from './errors.ts';
import {
  contactShown,
  customerNoted,
  friendAdded,
  friendLost,
  friendsFound,
  friendWelcomed,
  groupJoined,
  groupLeft,
  groupShown,
  momentAnswered,
  momentOpened,
  staffSent,
} from './events.ts';
import { markFriends } from './friends/mark.ts';
import { onMemberJoined, onMemberMerged } from './friends/who.ts';
import { groupPicks } from './groups/chats.ts';
import { groupCodeForm } from './groups/codes/code-form.ts';
import { groupCodePicks } from './groups/codes/codes.ts';
import { adoptGroups, makeGroupEntries } from './groups/codes/make-entries.ts';
import { listChats, readChats } from './groups/refresh-chats.ts';
import { askRhythmCards } from './groups/rhythms/ask-cards.ts';
import { rhythmForm } from './groups/rhythms/rhythm-form.ts';
import { rhythmRoutes } from './groups/rhythms/routes.ts';
import { carryGroupWelcomes } from './groups/welcomes/carry.ts';
import { groupWelcomeRoutes } from './groups/welcomes/routes.ts';
import { groupWelcomeForm } from './groups/welcomes/welcome-form.ts';
import { groupWork } from './groups/work.ts';
import { onFriendLost } from './losses/on-lost.ts';
import { lossRoutes } from './losses/routes.ts';
import { massPicks } from './mass/mass.ts';
import { massForm } from './mass/mass-form.ts';
import { planJob } from './mass/plan.ts';
import { massRoutes } from './mass/routes.ts';
import { massWork } from './mass/work.ts';
import { mountMomentLink, type UrlLink } from './moments/link.ts';
import { momentForm } from './moments/moment-form.ts';
import { momentPicks } from './moments/moments.ts';
import type { PicturesOf } from './moments/pictures.ts';
import { momentRoutes } from './moments/routes.ts';
import { momentWork } from './moments/work.ts';
import { onCallback } from './on-callback.ts';
import { broughtPeople } from './people/brought.ts';
import { groupCodePeople } from './people/group-code.ts';
import { massPeople } from './people/mass.ts';
import { momentPeople } from './people/moment.ts';
import { wayPeople } from './people/way.ts';
import { announceLists } from './phone-lists/announce.ts';
import { phoneListForm } from './phone-lists/list-form.ts';
import { giveWelcomes, onFriendOfList, onMergedOfList } from './phone-lists/passed.ts';
import { phoneListRoutes } from './phone-lists/routes.ts';
import { phoneListWork } from './phone-lists/work.ts';
import { compare } from './reconcile/compare.ts';
import { reconcileRoutes } from './reconcile/routes.ts';
import { lossesReport } from './reports/losses.ts';
import { staffReport } from './reports/staff.ts';
import { adminRoutes } from './routes.admin.ts';
import { groupRoutes } from './routes.groups.ts';
import { shopRoutes } from './routes.shop.ts';
import { staffRoutes } from './routes.staff.ts';
import { scriptRoutes } from './scripts/routes.ts';
import { scriptForm } from './scripts/script-form.ts';
import { carryMarks } from './sidebar/carry-marks.ts';
import type { HerPorts } from './sidebar/ports.ts';
import { sidebarForm } from './sidebar/settings.ts';
import { escalateLate } from './sop/escalate.ts';
import { tellManagers } from './sop/tell-managers.ts';
import { staffTouches } from './touches.ts';
import { carryOutTransfers } from './transfer/carry-out.ts';
import { transferRoutes } from './transfer/routes.ts';
import { transferForm } from './transfer/transfer-form.ts';
import { readUnassigned } from './transfer/unassigned.ts';
import { transferWork } from './transfer/work.ts';
import { makeWayCodes } from './ways/make-codes.ts';
import { recyclePersonalWays } from './ways/personal.ts';
import { wayForm } from './ways/way-form.ts';
import { wayPicks } from './ways/ways.ts';
import { freshenCardPicture } from './welcome/card-picture.ts';
import { defaultWelcomeForm } from './welcome/default-welcome.ts';
import { welcomeRoutes } from './welcome/routes.ts';
import { sendWelcomes } from './welcome/send.ts';

export { staffMessages } from './channel/staff-messages.ts';
export { inGroup } from './conditions/in-group.ts';
export { isFriend } from './conditions/is-friend.ts';
export { groupCodesOfSegment } from './groups/codes/codes.ts';
export { staffOfRequest } from './sidebar/session.ts';
export { personalWays } from './ways/personal.ts';

type Given = {
  readonly benefits: BenefitKinds;
  readonly her: HerPorts;
  /** What may be asked of people beside what audiences know. */
  readonly conditions: readonly ConditionKind[];
  /** The gate of messages that staff are to send. */
  readonly entrusted: Entrusted;
  /** WeChat's own link to a page of the mini program. */
  readonly urlLink: UrlLink;
  /** Of products, for moments. */
  readonly pictures: PicturesOf;
};

/** The shop's people in WeCom: who they are, the codes that lead to them, and whose friends they are. */
export function scrm({ benefits, her, conditions, entrusted, urlLink, pictures }: Given): Domain {
  const kit = conditionKit(conditions);
  const massOf = massForm(kit);
  const groupCodes = { form: groupCodeForm(kit), conditions: kit };
  return {
    name: 'scrm',
    routes: [
      ...adminRoutes,
      ...reconcileRoutes,
      ...doctorRoutes,
      ...massRoutes(massOf),
      ...momentRoutes(pictures),
      ...transferRoutes,
      ...lossRoutes,
      ...phoneListRoutes,
      ...shopRoutes,
      ...staffRoutes(benefits, her),
      ...scriptRoutes,
      ...groupRoutes(groupCodes),
      ...rhythmRoutes,
      ...groupWelcomeRoutes,
      ...welcomeRoutes,
    ],
    jobs: [planJob({ conditions: kit, entrusted })],
    // A welcome has seconds: it is looked at before whatever else is due.
    sweeps: [
      sendWelcomes(benefits),
      readDirectory,
      makeWayCodes,
      recyclePersonalWays,
      markFriends,
      carryMarks,
      escalateLate(),
      tellManagers,
      freshenCardPicture(),
      compare,
      massWork({ benefits, entrusted }),
      momentWork(pictures),
      readChats,
      listChats,
      makeGroupEntries,
      adoptGroups,
      askRhythmCards,
      carryGroupWelcomes,
      carryOutTransfers,
      readUnassigned,
      announceLists,
      giveWelcomes(benefits),
    ],
    listeners: [onMemberJoined, onMemberMerged, onFriendOfList, onMergedOfList, onFriendLost],
    errors: scrmErrors,
    forms: {
      'scrm.contact_way': wayForm,
      'scrm.corp': corpForm,
      'scrm.sidebar': sidebarForm,
      'scrm.script': scriptForm,
      'scrm.mass': massOf,
      'scrm.moment': momentForm,
      'scrm.group_code': groupCodes.form,
      'scrm.group_rhythm': rhythmForm,
      'scrm.group_welcome': groupWelcomeForm,
      'scrm.transfer': transferForm,
      'scrm.phone_list': phoneListForm,
      'scrm.default_welcome': defaultWelcomeForm,
    },
    facts: [
      contactShown,
      friendAdded,
      friendLost,
      friendsFound,
      friendWelcomed,
      customerNoted,
      staffSent,
      groupShown,
      groupJoined,
      groupLeft,
      momentOpened,
      momentAnswered,
    ],
    people: [wayPeople, massPeople, momentPeople, groupCodePeople, broughtPeople],
    reports: [staffReport, lossesReport],
    touches: staffTouches,
    picks: { ...staffPicks, ...wayPicks, ...massPicks, ...momentPicks, ...groupPicks, ...groupCodePicks },
    work: async (ctx) => [...(await groupWork(ctx)), ...(await transferWork(ctx)), ...(await phoneListWork(ctx))],
    belongings: [
      rowsOfHers({
        name: 'friends',
        words: words('企微好友', 'WeCom friends'),
        table: 'scrm.customer',
        by: 'member_id',
      }),
    ],
    callbacks: { wecom: onCallback },
    web: (app, ctx) => {
      mountCallback(app, ctx);
      mountMomentLink(app, ctx, urlLink);
    },
    prepare: prepareCorp,
  };
}
