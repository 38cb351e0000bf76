import { defineErrors } from '../../platform/errors.ts';

export const journeyErrors = defineErrors('journeys', {
  not_found: { status: 404, zh: '没有找到这个旅程', en: 'No such journey' },
  playbook_not_found: { status: 404, zh: '没有这个剧本', en: 'No such playbook' },
  playbook_running: {
    status: 409,
    zh: '这个剧本已经在运行：请修改它的设置，或在它的页面上“再开一个”',
    en: 'This playbook is already running: change its settings, or copy it on its page',
  },
  has_problems: { status: 400, zh: '旅程还有问题没有解决：{zh}', en: 'The journey still has problems: {en}' },
  wrong_state: { status: 409, zh: '旅程当前状态不能这样操作', en: 'The journey’s state does not allow this' },
  no_settings: {
    status: 409,
    zh: '这个旅程的步骤是单独写的，不能按剧本的设置修改',
    en: 'The steps of this journey were written by themselves: it cannot be changed by the settings of a playbook',
  },
  missed_undecided: {
    status: 409,
    zh: '暂停期间有 {count} 人触发了旅程，请选择补进或跳过',
    en: '{count} were brought in while it was paused: let them in, or skip them',
  },
  drawing_not_found: {
    status: 404,
    zh: '没有找到这份画稿：它可能已经发布或放弃',
    en: 'No such drawing: it may have been published or thrown away',
  },
  drawing_changed: {
    status: 409,
    zh: '{by} 在你看过之后又保存了画稿，请看过再发布',
    en: '{by} has saved the drawing since you looked: look again before it is published',
  },
  not_callable: {
    status: 409,
    zh: '这个旅程没有在运行，或不是由接口带入的',
    en: 'This journey is not running, or does not begin by being called',
  },
  key_not_found: { status: 404, zh: '没有找到这把接口密钥', en: 'No such key' },
  key_revoked: { status: 409, zh: '这把接口密钥已停用，请另建一把', en: 'This key is revoked: make another' },
  key_refused: {
    status: 401,
    zh: '接口密钥不对，或已停用：请在 Authorization 里带上 Bearer hsk_…',
    en: 'No such key, or it is revoked: send Authorization: Bearer hsk_…',
  },
  key_elsewhere: {
    status: 403,
    zh: '这把接口密钥不能带入这个旅程',
    en: 'This key may not bring anybody into this journey',
  },
  key_too_fast: {
    status: 429,
    zh: '这把接口密钥每分钟的次数用完了，请稍后再试',
    en: 'This key has no calls left in this minute: try again soon',
  },
  call_needs_key: {
    status: 400,
    zh: '请带上请求标识 Idempotency-Key，重试时用同一个',
    en: 'Send an Idempotency-Key, and the same one when you repeat the call',
  },
  bad_node_map: { status: 400, zh: '目标版本里没有节点 {node}', en: 'The live version has no node {node}' },
});
