import { defineErrors } from '../../platform/errors.ts';

export const audienceErrors = defineErrors('audiences', {
  rules_contradict: {
    status: 400,
    zh: '规则互相矛盾：成熟期的单数要大于成长期，流失的倍数要大于低迷',
    en: 'Mature needs more orders than growing, and lost a longer silence than declining',
  },
  intervals_contradict: {
    status: 400,
    zh: '间隔天数应满足：最短 ≤ 默认 ≤ 最长',
    en: 'Intervals must satisfy shortest ≤ default ≤ longest',
  },
});
