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

/** Members of a file, in columns: as many `memberJoined`, of which each happened when the file says. */
export const membersImported = fact(
  'member.imported',
  Type.Object({
    source: Type.String(),
    memberIds: Type.Array(Type.String()),
    personNos: Type.Array(Type.Integer()),
    /** ms since 1970. */
    ats: Type.Array(Type.Integer()),
  }),
  {
    words: words('导入会员', 'Members imported'),
    each: ({ source, memberIds, personNos, ats }) =>
      memberIds.map((memberId, n) => ({
        type: memberJoined.type,
        personNo: personNos[n] ?? null,
        payload: { memberId, source },
        occurredAt: new Date(ats[n] ?? 0),
      })),
  },
);

/** Two records turned out to be one person: everything of `loserNo` now belongs to `winnerNo`. */
export const memberMerged = fact(
  'member.merged',
  Type.Object({
    /** What moves is noted under it (`noteMoved`); absent in facts from before merges were written down. */
    mergeId: Type.Optional(Type.String()),
    cause: Type.Optional(Type.String()),
    memberId: Type.String(),
    winnerNo: Type.Integer(),
    loserId: Type.String(),
    loserNo: Type.Integer(),
  }),
  {
    words: words('会员合并', 'Two records merged'),
    tell: ({ cause }) => ({ side: 'system', title: mergeTitle(cause) }),
  },
);

function mergeTitle(cause: string | undefined): Words {
  if (cause === 'unionid') return words('合并了同一微信用户的会员档案', 'Merged with a record of the same WeChat user');
  if (cause === 'operator') return words('运营合并了两份会员档案', 'An operator merged two records');
  return words('合并了同一手机号的会员档案', 'Merged with a record of the same phone number');
}

/**
 * Of a merge that stands, told where something was still written of the merged record when the others had followed: an order
 * that was being placed. Whoever moved what was hers moves that as well.
 */
export const memberCaughtUp = fact(
  'member.caught_up',
  Type.Object({
    mergeId: Type.String(),
    memberId: Type.String(),
    winnerNo: Type.Integer(),
    loserId: Type.String(),
    loserNo: Type.Integer(),
  }),
  { words: words('补齐合并', 'A merge completed') },
);

/** A merge taken back: what came with `returnedNo` is hers again, what was used or earned since stays with `winnerNo`. */
export const memberUnmerged = fact(
  'member.unmerged',
  Type.Object({
    mergeId: Type.String(),
    /** The survivor's. */
    memberId: Type.String(),
    winnerNo: Type.Integer(),
    returnedId: Type.String(),
    returnedNo: Type.Integer(),
  }),
  {
    words: words('拆分合并', 'A merge undone'),
    tell: ({ returnedId }) => ({
      side: 'system',
      title: words('运营拆分了合并的会员档案', 'An operator took two merged records apart'),
      link: { kind: 'member', id: returnedId },
    }),
  },
);

/** A number is whose who verified it last; the former keeps everything else. Told of both. */
export const memberPhoneMoved = fact(
  'member.phone_moved',
  Type.Object({ memberId: Type.String(), otherId: Type.String(), gained: Type.Boolean(), masked: Type.String() }),
  {
    words: words('手机号转移', 'A phone number moved'),
    tell: ({ gained, masked, otherId }) => ({
      side: 'system',
      title: gained
        ? words(`验证了手机号 ${masked}`, `Verified the number ${masked}`)
        : words(`手机号 ${masked} 已归另一位会员`, `The number ${masked} is another member’s now`),
      detail: gained
        ? words('此前属于另一位会员，未合并', 'It was another member’s before; nothing was merged')
        : words('对方刚刚验证；其余一切不变', 'She has just verified it; all else stays'),
      link: { kind: 'member', id: otherId },
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

/**
 * Many have a tag, or have it no more, since a rule began, ended or was changed. As many `memberTagged` or `memberUntagged`, in columns;
 * whoever acts on what happens does not hear them.
 */
export const tagsChanged = fact(
  'member.tags_changed',
  Type.Object({
    tag: Type.String(),
    because: Because,
    taken: Type.Boolean(),
    /** ms since 1970. */
    at: Type.Integer(),
    personNos: Type.Array(Type.Integer()),
    memberIds: Type.Array(Type.String()),
  }),
  {
    words: words('规则改变了标签', 'A rule changed tags'),
    each: ({ tag, because, taken, at, personNos, memberIds }) =>
      memberIds.map((memberId, n) => ({
        type: taken ? memberUntagged.type : memberTagged.type,
        personNo: personNos[n] ?? null,
        payload: { memberId, tag, because },
        occurredAt: new Date(at),
      })),
  },
);

/** What brought her: the file of an import, the rehearsal, or the mark that a link carried (as it was written). */
function sourceWords(source: string): Words | null {
  if (source.startsWith('import:')) return words(`来自导入：${source.slice(7)}`, `from the import ${source.slice(7)}`);
  if (source === 'rehearsal') return words('模拟顾客', 'a simulated shopper');
  if (source === '' || source === 'direct') return null;
  // What a code carries says nothing to anybody; the scan that stands beside it names the code.
  if (/^[0-9a-hjkmnp-tv-z]{12}$/.test(source)) return words('扫渠道码', 'by a code');
  return words(`来源：${source}`, `from ${source}`);
}
