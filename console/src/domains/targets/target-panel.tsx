import { targetFigure, targetPeriod } from '@huoshui/contracts/words/targets';
import { useQuery } from '@tanstack/react-query';
import { Progress as Bar } from 'antd';
import { Link } from 'react-router';
import { api } from '../../ground/api.ts';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { useLanguage } from '../../ui/figures.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { useWords } from '../../ui/words.ts';
import { ProgressNotes } from './progress-notes.tsx';
import { type Progress, shownOf } from './shown.ts';
import { useTargetText } from './texts.ts';

/** How far the running targets are; on the first page of the day. */
export function TargetPanel() {
  const t = useTargetText();
  const query = useQuery({
    queryKey: ['targets', 'progress'],
    queryFn: async () => api('GET /api/admin/reports/targets'),
    refetchInterval: 5 * 60_000,
  });
  return (
    <Panel title={t('panel')} flush>
      <Loaded query={query} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="hs-soft" style={{ margin: 0, padding: '14px 20px' }}>
              {t('panel_none')} <Link to="/targets">{t('panel_open')}</Link>
            </p>
          ) : (
            items.map((item) => <Line key={item.id} item={item} />)
          )
        }
      </Loaded>
    </Panel>
  );
}

function Line({ item }: { readonly item: Progress }) {
  const t = useTargetText();
  const say = useWords();
  const language = useLanguage();
  const share = item.actual / item.aim;
  return (
    <Link to="/targets" className="hs-row-link">
      <span className="hs-two-lines" style={{ width: '100%' }}>
        <span>
          {say(targetFigure[item.figure])} <span className="hs-faint">· {say(targetPeriod[item.period])}</span>
        </span>
        <Bar
          percent={Math.min(100, Math.round(share * 100))}
          showInfo={false}
          size="small"
          aria-label={say(targetFigure[item.figure])}
        />
        <span className="hs-small">
          {t('of', {
            actual: shownOf(item.figure, item.actual, language),
            aim: shownOf(item.figure, item.aim, language),
          })}
        </span>
        <ProgressNotes item={item} />
      </span>
    </Link>
  );
}
