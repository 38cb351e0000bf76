import { words, wordsOf } from '@huoshui/contracts/words';
import { stage, valueGrade } from '@huoshui/contracts/words/audiences';
import { Type } from '@sinclair/typebox';
import { fact } from '../../platform/facts.ts';

/** A member's lifecycle stage changed; `new`, `growing`, `mature`, `declining`, `lost`. */
export const stageEntered = fact(
  'stage.entered',
  Type.Object({ memberId: Type.String(), from: Type.String(), to: Type.String(), reason: Type.String() }),
  {
    words: words('进入生命周期阶段', 'Entered a lifecycle stage'),
    tell({ from, to }) {
      const [before, now] = [wordsOf(stage, from), wordsOf(stage, to)];
      return {
        side: 'system',
        title: words(`进入${now.zh}`, `Entered the stage ${now.en}`),
        detail: words(`此前为${before.zh}`, `before: ${before.en}`),
      };
    },
  },
);

/**
 * The stages of many are others now, though nothing happened to them: a file brought them, or the rules were changed. As many
 * `stageEntered`, in columns; whoever acts on what happens does not hear them.
 */
export const stagesChanged = fact(
  'stage.changed',
  Type.Object({
    reason: Type.String(),
    /** ms since 1970. */
    at: Type.Integer(),
    personNos: Type.Array(Type.Integer()),
    memberIds: Type.Array(Type.String()),
    from: Type.Array(Type.String()),
    to: Type.Array(Type.String()),
  }),
  {
    words: words('会员换了阶段', 'Members are in other stages'),
    each: ({ reason, at, personNos, memberIds, from, to }) =>
      memberIds.map((memberId, n) => ({
        type: stageEntered.type,
        personNo: personNos[n] ?? null,
        payload: { memberId, from: from[n] ?? '', to: to[n] ?? '', reason },
        occurredAt: new Date(at),
      })),
  },
);

/** Whom a file of another system had brought, an operator lets journeys start for, by the stage she is in. */
export const arrivalStarted = fact('stage.arrived', Type.Object({ memberId: Type.String(), stage: Type.String() }), {
  words: words('导入的老客开始触发旅程', 'Journeys may start for an imported buyer'),
  tell({ stage: at }) {
    const now = wordsOf(stage, at);
    return {
      side: 'system',
      title: words('店家让旅程对导入的老客开始', 'The shop let journeys start for imported buyers'),
      detail: words(`所在阶段：${now.zh}`, `in the stage: ${now.en}`),
    };
  },
});

const InSegment = Type.Object({ memberId: Type.String(), segmentId: Type.String(), segment: Type.String() });

/** A look at a segment found her in it who was not before, by what she did or by time. */
export const segmentEntered = fact('segment.entered', InSegment, {
  words: words('进入人群', 'Entered a segment'),
  tell: ({ segment }) => ({
    side: 'system',
    title: words(`进入人群「${segment}」`, `Entered the segment “${segment}”`),
  }),
});

/** It found her no more. */
export const segmentLeft = fact('segment.left', InSegment, {
  words: words('离开人群', 'Left a segment'),
  tell: ({ segment }) => ({
    side: 'system',
    title: words(`离开人群「${segment}」`, `Left the segment “${segment}”`),
  }),
});

/**
 * Others are in a segment since somebody said whom it means, or brought another list, or nobody acts on who comes and goes. As many
 * `segmentEntered` and `segmentLeft`, in columns; whoever acts on what happens does not hear them.
 */
export const segmentRedrawn = fact(
  'segment.redrawn',
  Type.Object({
    segmentId: Type.String(),
    segment: Type.String(),
    /** ms since 1970. */
    at: Type.Integer(),
    entered: Type.Boolean(),
    personNos: Type.Array(Type.Integer()),
    memberIds: Type.Array(Type.String()),
  }),
  {
    words: words('人群的成员变了', 'A segment has other members'),
    each: ({ segmentId, segment, at, entered, personNos, memberIds }) =>
      memberIds.map((memberId, n) => ({
        type: entered ? segmentEntered.type : segmentLeft.type,
        personNo: personNos[n] ?? null,
        payload: { memberId, segmentId, segment },
        occurredAt: new Date(at),
      })),
  },
);

/**
 * What somebody bought of a category will be used up within some days, or was lately: foretold by her own rhythm and that of the
 * category. Told once after each purchase, at eight in the morning three days before. The goods are those of her last purchase.
 */
export const memberRunsOut = fact(
  'member.runs_out',
  Type.Object({
    memberId: Type.String(),
    categoryId: Type.String(),
    productId: Type.String(),
    skuId: Type.String(),
    /** What the goods were called when she bought them. */
    goods: Type.String(),
    /** Business days. */
    lastDay: Type.String(),
    runsOutOn: Type.String(),
    /** Days on which she bought of the category. */
    purchases: Type.Integer(),
  }),
  {
    words: words('买的东西快用完', 'Something runs out'),
    tell({ goods, lastDay, runsOutOn }) {
      return {
        side: 'system',
        title: words(`「${goods}」预计 ${runsOutOn} 用完`, `“${goods}” probably runs out on ${runsOutOn}`),
        detail: words(`上次购买：${lastDay}`, `bought last on ${lastDay}`),
      };
    },
  },
);

/** A buyer has another value grade since this morning; empty: none. */
export const gradeEntered = fact(
  'grade.entered',
  Type.Object({ memberId: Type.String(), from: Type.String(), to: Type.String() }),
  {
    words: words('价值等级变化', 'Has another value grade'),
    tell({ from, to }) {
      const named = (grade: string) => (grade === '' ? words('无', 'none') : wordsOf(valueGrade, grade));
      const [before, now] = [named(from), named(to)];
      return {
        side: 'system',
        title: words(`价值等级变为 ${now.zh}`, `Value grade ${now.en}`),
        detail: words(`此前为 ${before.zh}`, `before: ${before.en}`),
      };
    },
  },
);

/** The grades of many are others after a look at all of them. As many `gradeEntered`, in columns; whoever acts on what happens does not hear them. */
export const gradesChanged = fact(
  'grade.changed',
  Type.Object({
    /** ms since 1970. */
    at: Type.Integer(),
    personNos: Type.Array(Type.Integer()),
    memberIds: Type.Array(Type.String()),
    from: Type.Array(Type.String()),
    to: Type.Array(Type.String()),
  }),
  {
    words: words('会员的价值等级变了', 'Members have other value grades'),
    each: ({ at, personNos, memberIds, from, to }) =>
      memberIds.map((memberId, n) => ({
        type: gradeEntered.type,
        personNo: personNos[n] ?? null,
        payload: { memberId, from: from[n] ?? '', to: to[n] ?? '' },
        occurredAt: new Date(at),
      })),
  },
);
