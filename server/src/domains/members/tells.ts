import { type Tellers, textOf } from '../../platform/timeline.ts';

export const memberTells: Tellers = {
  'member.joined': (p) => ({ side: 'act', title: '成为会员', detail: sourceText(textOf(p, 'source')) }),
  'member.merged': () => ({ side: 'system', title: '合并了同一手机号的会员档案' }),
  'member.tagged': (p) => ({ side: 'system', title: `打上标签「${textOf(p, 'tag')}」` }),
  'member.untagged': (p) => ({ side: 'system', title: `移除标签「${textOf(p, 'tag')}」` }),
};

function sourceText(source: string): string {
  if (source.startsWith('import:')) return `来自导入：${source.slice(7)}`;
  if (source === 'rehearsal') return '模拟顾客';
  return source && source !== 'direct' ? `来源：${source}` : '';
}
