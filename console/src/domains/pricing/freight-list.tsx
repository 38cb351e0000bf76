import { type Answer, api } from '../../ground/api.ts';
import { EditedList } from '../../ground/edited-list.tsx';
import { RowAct } from '../../ground/row-act.tsx';
import type { ListRequest } from '../../ui/list/column.ts';
import { actsColumn, countColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { useWords } from '../../ui/words.ts';
import { FreightDialog } from './freight-dialog.tsx';
import { usePricingText } from './texts.ts';

export type FreightTemplate = Answer<'GET /api/admin/freight-templates'>['items'][number];

async function load({ q, cursor, limit }: ListRequest) {
  return api('GET /api/admin/freight-templates', { query: { q, cursor, limit } });
}

/** What sending goods costs where, beside the shop's own terms. */
export function FreightList() {
  const t = usePricingText();
  const say = useWords();
  return (
    <EditedList<FreightTemplate>
      name="freight-templates"
      title={t('freight_title')}
      purpose={t('freight_purpose')}
      searchHint={t('freight_search')}
      load={load}
      rowKey={(row) => row.id}
      create={{ call: 'POST /api/admin/freight-templates', label: t('freight_new') }}
      change="PUT /api/admin/freight-templates/:id"
      dialog={(template, close) => <FreightDialog template={template} onClose={close} />}
      columns={[
        textColumn('name', t('name'), (row) => row.name),
        textColumn('sentence', t('freight_sentence'), (row) => say(row.sentence)),
        countColumn('products', t('freight_products'), (row) => row.products),
        timeColumn('created', t('freight_created'), (row) => row.createdAt, { hidden: true }),
        actsColumn((row) => <Remove template={row} />, 90),
      ]}
      empty={{ title: t('freight_empty'), hint: t('freight_empty_hint') }}
    />
  );
}

function Remove({ template: { id, name } }: { readonly template: FreightTemplate }) {
  const t = usePricingText();
  return (
    <RowAct
      call="DELETE /api/admin/freight-templates/:id"
      list="freight-templates"
      label={t('freight_remove')}
      done={t('freight_removed')}
      ask={{ title: t('freight_remove_title', { name }), body: t('freight_remove_body') }}
      run={async () => api('DELETE /api/admin/freight-templates/:id', { params: { id } })}
    />
  );
}
