/** A mobile number of the mainland, with or without its country before it. */
export function readMobile(text: string): string | null {
  return /^(?:\+86|0086|86)?(1\d{10})$/.exec(text)?.[1] ?? null;
}

/** Up to 70 characters are one message; longer ones are cut into pieces of 67. The signature counts. Source: help.aliyun.com/document_detail/44335, 2026-11 */
export function pieces(text: string): number {
  const { length } = text;
  return length <= 70 ? 1 : Math.ceil(length / 67);
}

export const PLACE = /\$\{(\w+)\}/g;

export function placesIn(text: string): readonly string[] {
  return [...text.matchAll(PLACE)].map(([, name = '']) => name);
}

/** What the review refuses in a text; null: nothing. Source: 短信模板规范, help.aliyun.com/document_detail/463270, 2026-11 */
export function objection(type: number, content: string): string | null {
  if (/[【】]/.test(content)) return '模板内容不能使用【】';
  if (/加(微信|群|QQ|客服)/i.test(content)) return '禁止加群、加 QQ、加微信、加客服类内容';
  if (/[①-⑳★※→『』「」〖〗]/.test(content)) return '模板内容含有不支持的特殊符号';
  if (type === 2 && !content.endsWith('拒收请回复R')) return '推广短信须以“拒收请回复R”结尾';
  if (type === 1 && /拒收请回复R|退订/.test(content)) return '通知短信不能包含退订方式，推广内容请申请推广短信';
  if (type === 0 && !/验证码|注册码|校验码|动态码/.test(content)) return '验证码模板须说明是验证码';
  if (content.replace(PLACE, '').trim() === '') return '不支持全变量模板';
  if (/\$\{\w+\}\$\{\w+\}/.test(content)) return '两个变量不能相邻';
  return null;
}
