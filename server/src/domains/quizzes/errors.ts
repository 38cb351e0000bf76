import { defineErrors } from '../../platform/errors.ts';

export const quizErrors = defineErrors('quizzes', {
  not_found: { status: 404, zh: '没有找到这个测试，或者已经结束', en: 'No such quiz, or it is over' },
  name_taken: { status: 409, zh: '已经有同名的测试', en: 'Another quiz has this name', at: 'name' },
  answers: { status: 400, zh: '题目变过了，请重新做一遍', en: 'The questions have changed: take it again' },
});
