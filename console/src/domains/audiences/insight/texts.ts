import { defineTexts } from '../../../ui/texts.ts';

export const { useText: useInsightText } = defineTexts('insight', {
  panel: ['活跃与偏好', 'How she comes by, what she likes'],
  tier: ['分层', 'Tier'],
  signs: ['流失征兆', 'Signs of leaving'],
  likes: ['偏好类目', 'Likes'],
  like_why: [
    '{{score}} 分：浏览 {{views}} 次、加购 {{carts}} 次、购买 {{buys}} 次',
    '{{score}}: {{views}} views, {{carts}} times into the cart, {{buys}} purchases',
  ],
  rules_title: ['偏好与分层规则', 'Rules of preferences and tiers'],
  rules_purpose: [
    '什么算喜欢一类商品，怎样算活跃、高频、可能流失，价值等级怎么分；人群、旅程和会员页都按它说话。',
    'What counts as liking a category, who is active, frequent or at risk, and how buyers are graded; segments, journeys and pages of members go by it.',
  ],
  preference: ['类目偏好', 'Preferences'],
  grade: ['价值等级', 'Value grades'],
  activity: ['活跃分层', 'Tiers of activity'],
  in_words: ['意思是', 'In words'],
});
