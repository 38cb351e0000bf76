import { defineErrors } from '../../platform/errors.ts';

export const audienceErrors = defineErrors('audiences', {
  moves_undecided: {
    status: 409,
    zh: '按新规则有 {count} 位会员要换阶段，请选择静默应用，还是让相关旅程对他们开始',
    en: 'By these rules {count} members change their stage: say whether silently, or journeys start for them',
  },
});
