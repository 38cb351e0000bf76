import type { Answer, BodyOf } from '../../ground/api.ts';
import { StateTag, type Tone } from '../../ui/state-tag.tsx';
import { useImportText } from './texts.ts';

export type Import = Answer<'GET /api/admin/imports/:id'>;
export type Mapping = BodyOf<'POST /api/admin/imports/:id/run'>['mapping'];
export type ImportField = NonNullable<Mapping['columns']>[number];

export const importFields = [
  'member',
  'phone',
  'nickname',
  'tags',
  'joined_at',
  'order_id',
  'order_at',
  'quantity',
  'amount_yuan',
  'amount_fen',
  'product',
  'skip',
] as const satisfies readonly ImportField[];

const tones: Readonly<Record<Import['state'], Tone>> = {
  uploaded: 'warn',
  running: 'info',
  done: 'good',
  failed: 'bad',
};

export function ImportStateTag({ item }: { readonly item: Import }) {
  const t = useImportText();
  return (
    <StateTag tone={tones[item.state]}>{t(item.state === 'done' && item.dryRun ? 'dry_done' : item.state)}</StateTag>
  );
}
