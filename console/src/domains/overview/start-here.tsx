import { Link } from 'react-router';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { useOverviewText } from './texts.ts';

const steps = [
  { key: 'products', to: '/products' },
  { key: 'import', to: '/imports' },
  { key: 'journey', to: '/playbooks' },
] as const;

/** An empty shop: the three things to do first. */
export function StartHere() {
  const t = useOverviewText();
  return (
    <Panel title={t('start_title')} extra={<span className="hs-soft hs-small">{t('start_purpose')}</span>}>
      <div className="hs-start">
        {steps.map(({ key, to }, index) => (
          <Link key={key} to={to}>
            <b>
              {index + 1}. {t(`start_${key}`)}
            </b>
            <span className="hs-soft hs-small">{t(`start_${key}_hint`)}</span>
          </Link>
        ))}
      </div>
    </Panel>
  );
}
