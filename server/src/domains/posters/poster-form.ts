import type { Field, Problem, ValuesOf } from '@huoshui/contracts/form';
import { isKeptPicture } from '@huoshui/contracts/picture-address';
import { LEAST_CODE, POSTER, plainParts } from '@huoshui/contracts/poster-page';
import { valuesOf, words } from '@huoshui/contracts/words';
import { posterAlign, posterInk, posterPaper, posterPart } from '@huoshui/contracts/words/posters';
import { form } from '../../platform/form/form.ts';

const isWords = { field: 'kind', is: ['words'] } as const;

const fields = [
  {
    key: 'name',
    label: words('名称', 'Name'),
    kind: 'text',
    max: 24,
    hint: words('只有你们看到，不重名', 'Only you see it; each its own'),
  },
  {
    key: 'background',
    label: words('背景图', 'Picture behind'),
    kind: 'text',
    max: 200,
    optional: true,
    hint: words('750 × 1334 最清楚；别的比例会居中裁切', '750 × 1334 is sharp; others are cut to it in the middle'),
  },
  {
    key: 'paper',
    label: words('底色', 'Paper'),
    kind: 'choice',
    options: valuesOf(posterPaper).map((value) => ({ value, label: posterPaper[value] })),
    initial: 'red',
    hint: words('没有背景图的地方看得到', 'Seen where no picture covers it'),
  },
  {
    key: 'parts',
    label: words('上面有什么', 'What stands on it'),
    kind: 'list',
    min: 1,
    max: 12,
    add: words('加一项', 'Add'),
    row: words('项', 'Part'),
    of: [
      {
        key: 'kind',
        label: words('是什么', 'What'),
        kind: 'choice',
        options: valuesOf(posterPart).map((value) => ({ value, label: posterPart[value] })),
        initial: 'words',
      },
      {
        key: 'text',
        label: words('文字', 'Words'),
        kind: 'text',
        max: 80,
        when: isWords,
        hint: words(
          '{昵称} 换成她的昵称，{活动} 换成活动名',
          '{nickname} becomes hers, {activity} the activity’s name',
        ),
      },
      {
        key: 'product',
        label: words('商品', 'Product'),
        kind: 'picker',
        of: 'product',
        when: { field: 'kind', is: ['product'] },
      },
      { key: 'x', label: words('离左边', 'From the left'), kind: 'count', min: 0, max: POSTER.width, initial: 75 },
      { key: 'y', label: words('离上边', 'From the top'), kind: 'count', min: 0, max: POSTER.height, initial: 120 },
      { key: 'width', label: words('宽', 'Width'), kind: 'count', min: 40, max: POSTER.width, initial: 600 },
      { key: 'size', label: words('字号', 'Size'), kind: 'count', min: 20, max: 120, initial: 40, when: isWords },
      {
        key: 'ink',
        label: words('字色', 'Ink'),
        kind: 'choice',
        options: valuesOf(posterInk).map((value) => ({ value, label: posterInk[value] })),
        initial: 'white',
        when: isWords,
      },
      {
        key: 'align',
        label: words('对齐', 'Aligned'),
        kind: 'choice',
        options: valuesOf(posterAlign).map((value) => ({ value, label: posterAlign[value] })),
        initial: 'centre',
        when: isWords,
      },
    ],
  },
] as const satisfies readonly Field[];

export type PosterValues = ValuesOf<typeof fields>;
export type PosterPart = PosterValues['parts'][number];

/** What a poster looks like: a paper or a picture behind, and parts that stand on it, later ones above. */
export const posterForm = form({
  fields,
  problem: problemOf,
  sentence: ({ background, parts }) =>
    words(
      `${background === null ? '纯色' : '图片'}底，${parts.length} 项内容`,
      `${parts.length} parts on ${background === null ? 'plain paper' : 'a picture'}`,
    ),
});

function problemOf({ background, parts }: PosterValues): Problem | null {
  if (background !== null && !isKeptPicture(background))
    return { at: 'background', words: words('请上传一张图片', 'Upload a picture') };
  const codes = parts.flatMap((part, at) => (part.kind === 'code' ? [at] : []));
  if (codes.length === 0)
    return {
      at: 'parts',
      words: words('要有她的小程序码，朋友才扫得到', 'Her own code must be on it for friends to scan'),
    };
  if (codes.length > 1)
    return { at: `parts.${codes[1]}.kind`, words: words('小程序码只放一个', 'Her code stands on it once') };
  for (const [at, { kind, x, y, width, size }] of parts.entries()) {
    const high = kind === 'words' ? (size ?? 0) : width;
    if (kind === 'code' && width < LEAST_CODE)
      return {
        at: `parts.${at}.width`,
        words: words(`小于 ${LEAST_CODE} 就扫不出来`, `Below ${LEAST_CODE} nobody can scan it`),
      };
    if (x + width > POSTER.width)
      return { at: `parts.${at}.width`, words: words('超出右边了', 'It stands over the right edge') };
    if (y + high > POSTER.height)
      return { at: `parts.${at}.y`, words: words('超出下边了', 'It stands over the lower edge') };
  }
  return null;
}

/** What is drawn where a shop has made none of its own. */
export const PLAIN: PosterValues = { name: '', background: null, paper: 'red', parts: plainParts.zh };
