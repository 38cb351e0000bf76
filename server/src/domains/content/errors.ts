import { defineErrors } from '../../platform/errors.ts';

export const contentErrors = defineErrors('content', {
  not_found: {
    status: 404,
    zh: '没有找到这篇内容，或者它已经下线',
    en: 'No such article, or it has been withdrawn',
  },
  saved_since: {
    status: 409,
    zh: '刚才又有人保存过，请看一眼再发布',
    en: 'It was saved again a moment ago: have a look, then publish',
  },
  not_published: { status: 409, zh: '它现在没有发布', en: 'It is not published now' },
});
