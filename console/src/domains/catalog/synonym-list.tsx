import { type Answer, api } from '../../ground/api.ts';
import { EditedList } from '../../ground/edited-list.tsx';
import { RowAct } from '../../ground/row-act.tsx';
import type { ListRequest } from '../../ui/list/column.ts';
import { actsColumn, textColumn } from '../../ui/list/columns.tsx';
import { useWords } from '../../ui/words.ts';
import { SynonymDialog } from './synonym-dialog.tsx';
import { useCatalogText } from './texts.ts';

type Synonym = Answer<'GET /api/admin/synonyms'>['items'][number];

async function load({ q, cursor, limit }: ListRequest) {
  return api('GET /api/admin/synonyms', { query: { q, cursor, limit } });
}

export function SynonymList() {
  const t = useCatalogText();
  const say = useWords();
  return (
    <EditedList<Synonym>
      name="synonyms"
      title={t('synonyms_title')}
      purpose={t('synonyms_purpose')}
      searchHint={t('searched_word')}
      load={load}
      rowKey={(row) => row.id}
      create={{ call: 'POST /api/admin/synonyms', label: t('synonym_new') }}
      change="PUT /api/admin/synonyms/:id"
      dialog={(synonym, close) => <SynonymDialog synonym={synonym} onClose={close} />}
      columns={[
        textColumn('searched', t('synonym_searched'), (row) => row.searched),
        textColumn('sentence', t('synonym_sentence'), (row) => say(row.sentence)),
        actsColumn((row) => <Remove synonym={row} />, 90),
      ]}
      empty={{ title: t('synonyms_empty'), hint: t('synonyms_empty_hint') }}
    />
  );
}

function Remove({ synonym: { id, searched } }: { readonly synonym: Synonym }) {
  const t = useCatalogText();
  return (
    <RowAct
      call="DELETE /api/admin/synonyms/:id"
      list="synonyms"
      label={t('category_remove')}
      done={t('category_removed')}
      ask={{ title: t('synonym_remove_title', { word: searched }), body: t('synonym_remove_body') }}
      run={async () => api('DELETE /api/admin/synonyms/:id', { params: { id } })}
    />
  );
}
