import type { Draft } from '@huoshui/contracts/form';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type Answer, api } from '../../ground/api.ts';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { FormPreview } from '../../ui/form/fields/form-preview.tsx';
import { useWords } from '../../ui/words.ts';
import { PlaybookSteps } from './playbook-steps.tsx';
import { useJourneyText } from './texts.ts';
import './journeys.css';

/** As long as somebody types, nothing is asked. */
const pause = 300;

type Props = { readonly playbook: string; readonly journeyId?: string; readonly values: Draft };

/** What the values make, step by step with the numbers as they were typed; of a journey that is there, what they change. */
export function SettingsPreview({ playbook, journeyId, values }: Props) {
  const t = useJourneyText();
  const typed = useSettled(JSON.stringify(values));
  const { data } = useQuery({
    queryKey: ['playbook-preview', playbook, journeyId, typed],
    queryFn: async () =>
      api('POST /api/admin/playbooks/:key/preview', {
        params: { key: playbook },
        body: { values: JSON.parse(typed), ...(journeyId === undefined ? {} : { journeyId }) },
      }),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <FormPreview name={`journeys.playbook.${playbook}`} values={values} />
      {data && data.steps.length > 0 && (
        <Panel title={t('steps')}>
          <PlaybookSteps steps={data.steps} />
        </Panel>
      )}
      {data && journeyId !== undefined && <Changes changes={data.changes} />}
    </>
  );
}

type Change = Answer<'POST /api/admin/playbooks/:key/preview'>['changes'][number];

function Changes({ changes }: { readonly changes: readonly Change[] }) {
  const t = useJourneyText();
  const say = useWords();
  return (
    <Panel title={t('changes')}>
      {changes.length === 0 ? (
        <p className="hs-soft hs-changes-none">{t('changes_none')}</p>
      ) : (
        <dl className="hs-changes">
          {changes.map(({ at, label, before, after }) => (
            <div key={at}>
              <dt>{say(label)}</dt>
              <dd>
                <del>{before === null ? t('nothing_chosen') : say(before)}</del> <span aria-hidden="true">→</span>{' '}
                <ins>{after === null ? t('nothing_chosen') : say(after)}</ins>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Panel>
  );
}

/** What was typed, once nobody has typed for a moment. */
function useSettled(typed: string): string {
  const [settled, setSettled] = useState(typed);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(typed), pause);
    return () => clearTimeout(timer);
  }, [typed]);
  return settled;
}
