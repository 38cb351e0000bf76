import { importState } from '@huoshui/contracts/words/imports';
import type { Answer, BodyOf } from '../../ground/api.ts';
import { StateTag, type Tone } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import { useImportText } from './texts.ts';

export type Import = Answer<'GET /api/admin/imports/:id'>;
export type Mapping = BodyOf<'POST /api/admin/imports/:id/run'>['mapping'];
export type ImportField = NonNullable<Mapping['columns']>[number];
export type GoodsField = NonNullable<Mapping['goods']>[number];

const tones: Readonly<Record<Import['state'], Tone>> = {
  uploaded: 'warn',
  running: 'info',
  done: 'good',
  failed: 'bad',
};

export function ImportStateTag({ item }: { readonly item: Import }) {
  const t = useImportText();
  const say = useWords();
  return (
    <StateTag tone={tones[item.state]}>
      {item.state === 'done' && item.dryRun ? t('dry_done') : say(importState[item.state])}
    </StateTag>
  );
}
