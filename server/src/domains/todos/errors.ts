import { defineErrors } from '../../platform/errors.ts';

export const todoErrors = defineErrors('todos', {
  not_found: { status: 404, zh: '没有找到这个待办', en: 'No such to-do' },
  not_open: { status: 409, zh: '这个待办已经完成或取消', en: 'This to-do is done or dropped already' },
  not_done: { status: 409, zh: '这个待办还没有完成', en: 'This to-do is not done' },
  not_later: { status: 400, zh: '要推迟到以后的时间', en: 'It can be put off to a later time only' },
  put_off_enough: {
    status: 409,
    zh: '已经推迟了 {most} 次：做掉它，或写明做不了的原因',
    en: 'Put off {most} times already: do it, or say why it cannot be done',
  },
  no_colleague: {
    status: 400,
    zh: '没有这个同事，或账号已停用',
    en: 'There is no such colleague, or the account is disabled',
  },
});
