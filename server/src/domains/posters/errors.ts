import { defineErrors } from '../../platform/errors.ts';

export const posterErrors = defineErrors('posters', {
  not_found: { status: 404, zh: '没有找到这张海报', en: 'No such poster' },
  name_taken: { status: 409, zh: '已经有同名的海报', en: 'Another poster has this name', at: 'name' },
  no_code: {
    status: 503,
    zh: '小程序码暂时生成不了，请稍后再试，或直接把邀请发给朋友',
    en: 'Your code cannot be made just now: try again later, or send the invitation itself',
  },
});
