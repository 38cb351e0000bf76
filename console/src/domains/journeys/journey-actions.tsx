import { Button } from 'antd';
import { useState } from 'react';
import { api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { formatCount } from '../../ui/format.ts';
import type { Journey } from './journey-state.tsx';
import { ResumeDialog } from './resume-dialog.tsx';
import { useJourneyText } from './texts.ts';

export function JourneyActions({ journey }: { readonly journey: Journey }) {
  const t = useJourneyText();
  const confirm = useConfirm();
  const { busy, act } = useAct(['journeys', 'playbooks']);
  const [resuming, setResuming] = useState(false);
  const change = async (state: 'live' | 'paused' | 'ended') => {
    const values = { name: journey.name, count: formatCount(journey.active) };
    const word = state === 'paused' ? 'pause' : 'end';
    const sure =
      state === 'live' ||
      (await confirm({
        title: t(`${word}_title`, values),
        body: t(`${word}_body`, values),
        ok: t(word),
        danger: true,
      }));
    if (!sure) return;
    await act(
      async () =>
        api('PUT /api/admin/journeys/:id/state', {
          params: { id: journey.id },
          body: { state },
          revision: journey.revision,
        }),
      t('state_done'),
    );
  };
  if (journey.state === 'ended') return null;
  return (
    <May call="PUT /api/admin/journeys/:id/state">
      <span className="hs-inline">
        {journey.state === 'live' ? (
          <Button loading={busy} onClick={() => void change('paused')}>
            {t('pause')}
          </Button>
        ) : (
          journey.problems.length === 0 && (
            <Button
              type="primary"
              loading={busy}
              onClick={() => (journey.missed > 0 ? setResuming(true) : void change('live'))}
            >
              {t(journey.state === 'draft' ? 'go_live' : 'resume')}
            </Button>
          )
        )}
        {resuming && <ResumeDialog journey={journey} onClose={() => setResuming(false)} />}
        <Button danger disabled={busy} onClick={() => void change('ended')}>
          {t('end')}
        </Button>
      </span>
    </May>
  );
}
