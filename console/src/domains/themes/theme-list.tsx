import { valuesOf } from '@huoshui/contracts/words';
import { weekday } from '@huoshui/contracts/words/stores';
import { type Answer, api } from '../../ground/api.ts';
import { EditedList } from '../../ground/edited-list.tsx';
import { shanghaiDay } from '../../ui/calendar.ts';
import { textColumn } from '../../ui/list/columns.tsx';
import { now } from '../../ui/now.ts';
import { Picture } from '../../ui/picture.tsx';
import { useWords } from '../../ui/words.ts';
import { useThemeText } from './texts.ts';
import { ThemeDays } from './theme-days.tsx';
import { ThemeDialog } from './theme-dialog.tsx';
import './themes.css';

export type Themes = Answer<'GET /api/admin/themes'>;
export type Theme = Themes['items'][number];

const textsAt = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

async function load() {
  return { items: (await api('GET /api/admin/themes')).items, nextCursor: null };
}

/** Themes of the week, and what each of the coming days is. */
export function ThemeList() {
  const t = useThemeText();
  const say = useWords();
  const days = (row: Theme) =>
    valuesOf(weekday)
      .filter((day) => textsAt(row.values.weekdays).includes(day))
      .map((day) => say(weekday[day]))
      .join(' ');
  const nextText = ({ next }: Theme) =>
    next === null ? t('none_ahead') : next === shanghaiDay(now()) ? t('today') : next;
  return (
    <EditedList<Theme>
      name="themes"
      title={t('title')}
      purpose={t('purpose')}
      load={load}
      rowKey={(row) => row.id}
      above={<ThemeDays />}
      create={{ call: 'POST /api/admin/themes', label: t('add') }}
      change="PUT /api/admin/themes/:id"
      dialog={(theme, close) => <ThemeDialog theme={theme} onClose={close} />}
      columns={[
        {
          key: 'name',
          title: t('name'),
          render: (row) => (
            <span className="hs-inline">
              {row.picture === null ? (
                <span className={`hs-theme-swatch hs-theme-${row.colour}`} />
              ) : (
                <Picture src={row.picture} size={32} />
              )}
              {row.name}
            </span>
          ),
          csv: ({ name }) => name,
        },
        textColumn('days', t('days'), (row) => days(row) || '–'),
        textColumn('next', t('next'), nextText),
        textColumn('benefit', t('benefit'), ({ benefit }) =>
          benefit === null ? '–' : benefit.holds ? say(benefit.label) : `${say(benefit.label)} · ${t('not_held')}`,
        ),
      ]}
      empty={{ title: t('empty'), hint: t('empty_hint') }}
    />
  );
}
