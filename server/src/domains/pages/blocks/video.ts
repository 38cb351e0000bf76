import type { Field } from '@huoshui/contracts/form';
import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { blockKind } from '../block-kind.ts';
import { EVERYWHERE } from '../place.ts';

const fields = [
  { key: 'video', label: words('视频', 'Video'), kind: 'text', max: 300, upload: 'video' },
  { key: 'cover', label: words('封面', 'Cover'), kind: 'text', max: 200, upload: 'picture', optional: true },
] as const satisfies readonly Field[];

export const video = blockKind({
  kind: 'video',
  hint: words('点了才播，不自动放声音', 'Plays once it is tapped'),
  group: 'look',
  on: EVERYWHERE,
  form: form({ fields, sentence: () => words('一段视频', 'A video') }),
  fill: async (_ctx, _given, asked) =>
    new Map(
      asked.map(({ key, values: { video, cover } }) => [key, { content: { kind: 'video' as const, video, cover } }]),
    ),
});
