import { type Words, words } from '@huoshui/contracts/words';
import { Type } from '@sinclair/typebox';
import { Because, fact } from '../../platform/facts.ts';

export const memberJoined = fact('member.joined', Type.Object({ memberId: Type.String(), source: Type.String() }), {
  words: words('成为会员', 'Became a member'),
  tell({ source }) {
    const detail = sourceWords(source);
    return { side: 'act', title: words('成为会员', 'Became a member'), ...(detail ? { detail } : {}) };
  },
});

/** Two records turned out to be one person: everything of `loserNo` now belongs to `winnerNo`. */
export const memberMerged = fact(
  'member.merged',
  Type.Object({
    memberId: Type.String(),
    winnerNo: Type.Integer(),
    loserId: Type.String(),
    loserNo: Type.Integer(),
  }),
  {
    words: words('会员合并', 'Two records merged'),
    tell: () => ({
      side: 'system',
      title: words('合并了同一手机号的会员档案', 'Merged with a record of the same phone number'),
    }),
  },
);

export const memberTagged = fact(
  'member.tagged',
  Type.Object({ memberId: Type.String(), tag: Type.String(), because: Because }),
  {
    words: words('打上标签', 'Was tagged'),
    tell: ({ tag }) => ({ side: 'system', title: words(`打上标签「${tag}」`, `Tagged “${tag}”`) }),
  },
);

export const memberUntagged = fact(
  'member.untagged',
  Type.Object({ memberId: Type.String(), tag: Type.String(), because: Because }),
  {
    words: words('移除标签', 'Lost a tag'),
    tell: ({ tag }) => ({ side: 'system', title: words(`移除标签「${tag}」`, `Removed the tag “${tag}”`) }),
  },
);

/** What brought her: the file of an import, the rehearsal, or the mark that a link carried (as it was written). */
function sourceWords(source: string): Words | null {
  if (source.startsWith('import:')) return words(`来自导入：${source.slice(7)}`, `from the import ${source.slice(7)}`);
  if (source === 'rehearsal') return words('模拟顾客', 'a simulated shopper');
  if (source === '' || source === 'direct') return null;
  return words(`来源：${source}`, `from ${source}`);
}
