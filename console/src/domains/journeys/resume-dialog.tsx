import type { missed as missedWords } from '@huoshui/contracts/words/journeys';
import { Radio, Space } from 'antd';
import { useState } from 'react';
import { api } from '../../ground/api.ts';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import { formatCount } from '../../ui/format.ts';
import type { Journey } from './journey-state.tsx';
import { useJourneyText } from './texts.ts';

type Missed = keyof typeof missedWords;

/** Whoever lets a journey go on says what becomes of those whom something brought in while it stood still. */
export function ResumeDialog({ journey, onClose }: { readonly journey: Journey; readonly onClose: () => void }) {
  const t = useJourneyText();
  const [missed, setMissed] = useState<Missed | null>(null);
  const values = { name: journey.name, count: formatCount(journey.missed) };
  return (
    <FormDialog
      title={t('resume_title', values)}
      okText={t('resume')}
      disabled={missed === null}
      initial={NOTHING}
      beside={missed}
      changed={['journeys', 'playbooks']}
      done={t('state_done')}
      onClose={onClose}
      onSave={async () =>
        api('PUT /api/admin/journeys/:id/state', {
          params: { id: journey.id },
          body: { state: 'live', ...(missed ? { missed } : {}) },
          revision: journey.revision,
        })
      }
    >
      <p>{t('resume_body', values)}</p>
      <Radio.Group style={{ marginBottom: 16 }} value={missed} onChange={(event) => setMissed(event.target.value)}>
        <Space direction="vertical">
          <Radio value="enter">{t('resume_enter', values)}</Radio>
          <Radio value="skip">{t('resume_skip', values)}</Radio>
        </Space>
      </Radio.Group>
    </FormDialog>
  );
}

const NOTHING = {};
