import { experimentMetric } from '@huoshui/contracts/words/experiments';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../ground/api.ts';
import { Facts, Panel } from '../../ui/detail/key-figures.tsx';
import { formatCount } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { useWords } from '../../ui/words.ts';
import type { Experiment } from './experiment-list.tsx';
import { isMetric, shownValue } from './metrics.ts';
import { useExperimentText } from './texts.ts';

/** How many people and days it would take, from who came over the last weeks. */
export function ExperimentPlan({ experiment: { id, subject, values } }: { readonly experiment: Experiment }) {
  const t = useExperimentText();
  const say = useWords();
  const query = useQuery({
    queryKey: ['experiments', 'plan', id, values],
    queryFn: async () =>
      api('POST /api/admin/experiments/plan', { body: { subject: { kind: subject.kind, id: subject.id }, values } }),
  });
  const metric = isMetric(values.metric) ? values.metric : 'bought';
  return (
    <Panel title={t('plan')}>
      <Loaded query={query}>
        {({ peopleADay, baseline, people, days, text }) => (
          <>
            <p>{say(text)}</p>
            <Facts
              facts={[
                { label: t('plan_people_a_day'), value: formatCount(peopleADay) },
                {
                  label: t('plan_baseline', { metric: say(experimentMetric[metric]) }),
                  value: baseline === null ? '–' : shownValue(metric, baseline),
                },
                { label: t('plan_people'), value: people === null ? '–' : formatCount(people) },
                { label: t('plan_days'), value: days === null ? '–' : formatCount(days) },
              ]}
            />
          </>
        )}
      </Loaded>
    </Panel>
  );
}
