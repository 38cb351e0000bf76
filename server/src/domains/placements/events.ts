import { valuesOf, type Words, words } from '@huoshui/contracts/words';
import { placementKind, placementPage } from '@huoshui/contracts/words/placements';
import { Type } from '@sinclair/typebox';
import { fact } from '../../platform/facts.ts';

const oneOf = <const T extends readonly string[]>(values: T) =>
  Type.Unsafe<T[number]>(Type.String({ enum: [...values] }));

const Shown = Type.Object({
  memberId: Type.String(),
  placementId: Type.String(),
  /** What it was called then, and where she met it. */
  name: Type.String(),
  kind: oneOf(valuesOf(placementKind)),
  page: oneOf(valuesOf(placementPage)),
});

type Told = typeof Shown.static;

const reads =
  (deed: (kind: Words) => Words) =>
  ({ placementId, name, kind, page }: Told) => {
    const { zh, en } = deed(placementKind[kind]);
    return {
      side: 'act' as const,
      title: words(`${zh}「${name}」`, `${en} “${name}”`),
      detail: placementPage[page],
      link: { kind: 'placement', id: placementId },
    };
  };

/** One would be shown to her for the first time, and she was drawn into an arm: by it the arms are compared. It stands in no timeline. */
export const placementMet = fact(
  'placement.met',
  Type.Object({
    memberId: Type.String(),
    placementId: Type.String(),
    arm: oneOf(['treated', 'holdout']),
    version: Type.Integer(),
  }),
  { words: words('遇到弹窗或资源位（分组）', 'Came to a pop-up or slot (drawn into an arm)') },
);

/** It was on her screen: told for the first time that she sees it, later showings are counted alone. */
export const placementShown = fact('placement.shown', Shown, {
  words: words('看到弹窗或资源位', 'Saw a pop-up or slot'),
  tell: reads(({ zh, en }) => words(`看到${zh}`, `Saw the ${en.toLowerCase()}`)),
});

export const placementTapped = fact('placement.tapped', Shown, {
  words: words('点击弹窗或资源位', 'Tapped a pop-up or slot'),
  tell: reads(({ zh, en }) => words(`点了${zh}`, `Tapped the ${en.toLowerCase()}`)),
});

export const placementClosed = fact('placement.closed', Shown, {
  words: words('关掉弹窗或资源位', 'Closed a pop-up or slot'),
  tell: reads(({ zh, en }) => words(`关掉${zh}`, `Closed the ${en.toLowerCase()}`)),
});
