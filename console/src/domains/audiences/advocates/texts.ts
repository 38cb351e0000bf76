import { defineTexts } from '../../../ui/texts.ts';

export const { useText: useAdvocateText } = defineTexts('advocates', {
  advocates: ['KOC 超级用户', 'KOCs'],
  purpose: [
    '谁给店里带来的最多：带队成团、带来新客、好友订单、分享、评价，合成一个分，每天早上重算；退款、作弊的不算。',
    'Who brings the most to the shop: teams led, newcomers, orders of friends, sharing and reviews, as one score, counted anew each morning; what went back or was refused does not count.',
  ],
  search: ['昵称、手机、会员号', 'Name, phone, member ID'],
  member: ['会员', 'Member'],
  score: ['KOC 分', 'Score'],
  is: ['KOC', 'KOC'],
  since: ['成为 KOC', 'KOC since'],
  only: ['看谁', 'Whom'],
  only_koc: ['只看 KOC', 'KOCs only'],
  count: ['KOC 共', 'KOCs in all'],
  line: ['满 {{least}} 分是 KOC，看最近 {{days}} 天', 'a KOC from {{least}} points, over {{days}} days'],
  counted: ['算于', 'counted'],
  not_counted: ['明早第一次计算', 'Counted for the first time tomorrow morning'],
  to_rules: ['改规则', 'Rules'],
  empty: ['还没有人有 KOC 分', 'Nobody has a score yet'],
  empty_hint: [
    '拼团、邀请、分销、分享和评价都会算分；保存一次规则就会马上重算。',
    'Group buys, invitations, distribution, sharing and reviews count; saving the rules counts at once.',
  ],
  rules_title: ['KOC 规则', 'Rules of KOCs'],
  rules_purpose: [
    '每件事算几分，满多少分是 KOC。保存后马上重算；因改规则够线的人不触发旅程。',
    'What each deed counts and who is a KOC. Saving counts anew at once; whoever reaches the line by other rules starts no journey.',
  ],
  rules_points: ['分值', 'Points'],
  in_words: ['意思是', 'In words'],
});
