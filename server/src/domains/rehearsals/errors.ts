import { defineErrors } from '../../platform/errors.ts';

export const rehearsalErrors = defineErrors('rehearsals', {
  not_found: { status: 404, zh: '没有找到这场预演', en: 'No such rehearsal' },
  one_subject: {
    status: 400,
    zh: '请选择一个旅程或一个剧本来预演',
    en: 'Choose one journey or one playbook to rehearse',
  },
  over: { status: 409, zh: '这场预演已经结束', en: 'This rehearsal is over' },
  still_on: { status: 409, zh: '这场预演还没有结束', en: 'This rehearsal is not over yet' },
  too_many: {
    status: 409,
    zh: '已有 {count} 场预演在排队，请等它们结束',
    en: '{count} rehearsals are waiting already: let them end first',
  },
  may_not_create: {
    status: 409,
    zh: '数据库账号没有建库权限，无法建立隔离的试验店：请让数据库管理员执行 ALTER ROLE … CREATEDB',
    en: 'The database account may not create databases, so no scratch shop can be set up: have the administrator run ALTER ROLE … CREATEDB',
  },
  no_event_database: {
    status: 409,
    zh: '事件库不允许建立另一个库，无法建立隔离的试验店：{reason}',
    en: 'The event store refuses another database, so no scratch shop can be set up: {reason}',
  },
  no_members: {
    status: 409,
    zh: '店里还没有会员，没有数据可以拟合模拟顾客',
    en: 'The shop has no members yet: there is nothing to fit simulated shoppers from',
  },
  not_publishable: {
    status: 409,
    zh: '这个旅程还不能发布，所以也不能预演：{reason}',
    en: 'This journey cannot be published yet, so it cannot be rehearsed: {reason}',
  },
  not_built: {
    status: 409,
    zh: '缺少预演要用的程序（{missing}）：请先运行 npm run build',
    en: 'Programs that a rehearsal runs are missing ({missing}): run npm run build first',
  },
  interrupted: {
    status: 409,
    zh: '服务在预演途中停止，试验店已清除，可以重试',
    en: 'The server stopped on the way; the scratch shop is gone, and it can be tried again',
  },
  broke: {
    status: 500,
    zh: '预演途中出错，试验店已清除；原因在服务日志里，可以重试',
    en: 'Something went wrong on the way; the scratch shop is gone, the reason is in the server’s log, and it can be tried again',
  },
});
