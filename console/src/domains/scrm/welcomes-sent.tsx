import { welcomeState } from '@huoshui/contracts/words/scrm';
import type { Answer } from '../../ground/api.ts';
import { Facts, Panel } from '../../ui/detail/key-figures.tsx';
import { formatCount } from '../../ui/format.ts';
import { useWords } from '../../ui/words.ts';
import { useScrmText } from './texts.ts';

type Figures = Answer<'GET /api/admin/default-welcome/figures'>;

/** What became of welcomes, and how fast they were. */
export function WelcomesSent({ figures: { states, slowestSeconds: slowest } }: { readonly figures: Figures }) {
  const t = useScrmText();
  const say = useWords();
  return (
    <Panel
      title={t('welcomes')}
      extra={
        slowest !== null && <span className="hs-faint">{t('welcome_slowest', { seconds: slowest.toFixed(1) })}</span>
      }
    >
      {states.length === 0 ? (
        <p className="hs-soft">{t('welcome_none')}</p>
      ) : (
        <Facts
          facts={states.map(({ state, count }) => ({ label: say(welcomeState[state]), value: formatCount(count) }))}
        />
      )}
    </Panel>
  );
}
