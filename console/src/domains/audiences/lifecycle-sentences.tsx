import type { Answer } from '../../ground/api.ts';
import { useAudienceText } from './texts.ts';

export type Rules = Answer<'PUT /api/admin/settings/lifecycle'>;

export function LifecycleSentences({ rules }: { readonly rules: Rules }) {
  const t = useAudienceText();
  const sentences = [
    t('rule_growing', { growing: rules.growingOrders }),
    t('rule_mature', { mature: rules.matureOrders }),
    t('rule_declining', { factor: rules.decliningFactor }),
    t('rule_lost', { factor: rules.lostFactor }),
    t('rule_interval', { days: rules.defaultInterval, min: rules.minInterval, max: rules.maxInterval }),
  ];
  return (
    <ul style={{ margin: 0, paddingLeft: 18 }}>
      {sentences.map((sentence) => (
        <li key={sentence} style={{ marginBottom: 6 }}>
          {sentence}
        </li>
      ))}
    </ul>
  );
}
