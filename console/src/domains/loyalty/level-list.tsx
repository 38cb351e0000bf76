import { type Answer, api } from '../../ground/api.ts';
import { EditedList } from '../../ground/edited-list.tsx';
import { PeopleLink } from '../../ground/people-link.tsx';
import { RowAct } from '../../ground/row-act.tsx';
import { actsColumn, countColumn, textColumn } from '../../ui/list/columns.tsx';
import { useWords } from '../../ui/words.ts';
import { LevelDialog } from './level-dialog.tsx';
import { useLoyaltyText } from './texts.ts';
import { useLevelsApply } from './use-levels-apply.tsx';

export type Level = Answer<'GET /api/admin/levels'>['items'][number];

async function load() {
  return { ...(await api('GET /api/admin/levels')), nextCursor: null };
}

/** The ladder, lowest first: what each level takes and gives, and who has it. */
export function LevelList() {
  const t = useLoyaltyText();
  const say = useWords();
  return (
    <EditedList<Level>
      name="levels"
      title={t('levels_title')}
      purpose={t('levels_purpose')}
      load={load}
      rowKey={(row) => row.id}
      create={{ call: 'POST /api/admin/levels', label: t('new_level') }}
      change="PUT /api/admin/levels/:id"
      dialog={(level, close) => <LevelDialog level={level} onClose={close} />}
      columns={[
        textColumn('name', t('name'), (row) => row.name),
        countColumn('growth', t('from_growth'), (row) => row.growth),
        textColumn('sentence', t('privileges'), (row) => say(row.sentence)),
        {
          key: 'members',
          title: t('members'),
          number: true,
          render: (row) => <PeopleLink of="loyalty.level" values={{ level: row.id }} count={row.members} />,
          csv: (row) => row.members,
        },
        actsColumn((row) => <RemoveLevel level={row} />, 90),
      ]}
      empty={{ title: t('levels_empty'), hint: t('levels_empty_hint') }}
    />
  );
}

function RemoveLevel({ level: { id, name } }: { readonly level: Level }) {
  const t = useLoyaltyText();
  const applying = useLevelsApply();
  return (
    <RowAct
      call="DELETE /api/admin/levels/:id"
      list="levels"
      label={t('remove_level')}
      done={t('saved')}
      ask={{ title: t('remove_level_title', { name }), body: t('remove_level_body') }}
      run={async () => applying(async (query) => api('DELETE /api/admin/levels/:id', { params: { id }, query }))}
    />
  );
}
