import { defineErrors } from '../../platform/errors.ts';

export const distributionErrors = defineErrors('distribution', {
  not_found: { status: 404, zh: '没有找到这位分销员', en: 'No such distributor' },
  no_such_plan: { status: 404, zh: '没有找到这个佣金方案', en: 'No such plan' },
  no_such_commission: { status: 404, zh: '没有找到这笔佣金', en: 'No such commission' },
  name_taken: { status: 409, zh: '已经有同名的佣金方案', en: 'Another plan has this name', at: 'name' },
  off: { status: 409, zh: '店里没有开放分销', en: 'The shop has no distributors' },
  applied_already: { status: 409, zh: '已经申请过了', en: 'You have applied already' },
  stopped: {
    status: 409,
    zh: '她的分销员身份已暂停或清退，先在「分销员」里恢复',
    en: 'The shop has suspended or ended her as a distributor: take her back on there first',
  },
  not_waiting: { status: 409, zh: '这个申请已经处理过了', en: 'This application was decided already' },
  not_from_here: { status: 409, zh: '现在的状态不能这样改', en: 'From how she stands now that cannot be' },
  no_such_withdrawal: { status: 404, zh: '没有找到这笔提现', en: 'No such withdrawal' },
  not_in_review: { status: 409, zh: '这笔提现不在审核中', en: 'This withdrawal waits for no review' },
  not_open: { status: 409, zh: '现在不能提现', en: 'Withdrawals are not open to you now' },
  amount: { status: 400, at: 'amount', zh: '每次 {least} 至 {most} 元', en: '¥{least} to ¥{most} at a time' },
  too_little: { status: 409, at: 'amount', zh: '余额不够', en: 'More than the balance' },
  day_limit: { status: 409, at: 'amount', zh: '每天最多提现 {most} 元', en: 'At most ¥{most} a day' },
  not_held: { status: 409, zh: '这笔佣金不在核实中', en: 'This commission is not held' },
});
