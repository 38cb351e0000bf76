import { valuesOf } from '@huoshui/contracts/words';
import { weekday } from '@huoshui/contracts/words/stores';
import { useQuery } from '@tanstack/react-query';
import { Dropdown } from 'antd';
import { Link } from 'react-router';
import { api } from '../../ground/api.ts';
import { useMay } from '../../ground/may.tsx';
import { useCan } from '../../ground/session.tsx';
import { useAct } from '../../ui/act.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { useWords } from '../../ui/words.ts';
import { useThemeText } from './texts.ts';
import type { Themes } from './theme-list.tsx';

type DayOfTheme = Themes['days'][number];

const OFF = 'off';
const WEEKDAY = 'weekday';

/** Four weeks from today on, a row a week; each day may be changed by itself. */
export function ThemeDays() {
  const t = useThemeText();
  const say = useWords();
  const can = useCan();
  const query = useQuery({ queryKey: ['theme-days'], queryFn: async () => api('GET /api/admin/themes') });
  return (
    <Loaded query={query}>
      {({ items, days }) =>
        items.length === 0 ? null : (
          <section className="hs-card hs-theme-days">
            <h2>{t('four_weeks')}</h2>
            <p className="hs-soft">
              {t('four_weeks_hint')} {can('analytics.read') && <Link to="/reports/themes.habit">{t('report')}</Link>}
            </p>
            <div className="hs-theme-grid">
              {valuesOf(weekday).map((one) => (
                <span key={one} className="hs-theme-weekday">
                  {say(weekday[one])}
                </span>
              ))}
              {days.map((one, at) => (
                <Day key={one.day} one={one} themes={items} column={at === 0 ? columnOf(one.day) : undefined} />
              ))}
            </div>
          </section>
        )
      }
    </Loaded>
  );
}

/** Monday is 1. */
const columnOf = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay() || 7;

type DayProps = {
  readonly one: DayOfTheme;
  readonly themes: Themes['items'];
  readonly column: number | undefined;
};

function Day({ one: { day, theme, own, reminders }, themes, column }: DayProps) {
  const t = useThemeText();
  const may = useMay();
  const confirm = useConfirm();
  const { busy, act } = useAct(['theme-days', 'themes']);
  const change = async (to: string) => {
    const lost = reminders > 0 && to !== theme?.id;
    const title = t('change_day', { day });
    if (lost && !(await confirm({ title, body: t('asked_lost', { n: reminders }), ok: t('change'), danger: true })))
      return;
    await act(
      async () =>
        to === WEEKDAY
          ? api('DELETE /api/admin/theme-days/:day', { params: { day } })
          : api('PUT /api/admin/theme-days/:day', { params: { day }, body: { theme: to === OFF ? null : to } }),
      t('saved'),
    );
  };
  const items = [
    ...themes.map(({ id, name }) => ({ key: id, label: name })),
    { key: OFF, label: t('off') },
    ...(own && may('DELETE /api/admin/theme-days/:day') ? [{ key: WEEKDAY, label: t('as_weekday') }] : []),
  ];
  const shown = (
    <>
      <span className="hs-theme-date">{day.slice(5)}</span>
      <span className="hs-theme-name">{theme?.name ?? t('no_theme')}</span>
      {own && <span className="hs-theme-note">{t('own')}</span>}
      {reminders > 0 && <span className="hs-theme-note">{t('asked', { n: reminders })}</span>}
    </>
  );
  const style = column === undefined ? {} : { gridColumnStart: column };
  const looks = `hs-theme-day ${theme === null ? '' : `hs-theme-${theme.colour}`}`;
  if (!may('PUT /api/admin/theme-days/:day'))
    return (
      <span className={looks} style={style}>
        {shown}
      </span>
    );
  return (
    <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => void change(key) }}>
      <button
        type="button"
        className={looks}
        style={style}
        disabled={busy}
        aria-label={`${t('change_day', { day })} ${theme?.name ?? ''}`}
      >
        {shown}
      </button>
    </Dropdown>
  );
}
