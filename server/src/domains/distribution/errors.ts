import { defineErrors } from '../../platform/errors.ts';

export const distributionErrors = defineErrors('distribution', {
  not_found: { status: 404, zh: '没有找到这位分销员', en: 'No such distributor' },
  no_such_plan: { status: 404, zh: '没有找到这个佣金方案', en: 'No such plan' },
  no_such_commission: { status: 404, zh: '没有找到这笔佣金', en: 'No such commission' },
  name_taken: { status: 409, zh: '已经有同名的佣金方案', en: 'Another plan has this name', at: 'name' },
  off: { status: 409, zh: '店里没有开放分销', en: 'The shop has no distributors' },
  applied_already: { status: 409, zh: '已经申请过了', en: 'You have applied already' },
  not_waiting: { status: 409, zh: '这个申请已经处理过了', en: 'This application was decided already' },
  not_from_here: { status: 409, zh: '现在的状态不能这样改', en: 'From how she stands now that cannot be' },
  not_held: { status: 409, zh: '这笔佣金不在核实中', en: 'This commission is not held' },
});
