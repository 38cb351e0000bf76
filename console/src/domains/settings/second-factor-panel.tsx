import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { type Answer, api } from '../../ground/api.ts';
import { formatTime } from '../../ui/calendar.ts';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { useAccountText } from './account-texts.ts';
import { RenewCodes, TurnOff } from './second-factor-acts.tsx';
import { SetUpDialog } from './second-factor-set-up.tsx';

type SecondFactor = Answer<'GET /api/admin/session/second-factor'>;
type Open = 'set_up' | 'renew' | 'off' | null;
/** So few recovery codes are worth a word. */
const FEW = 3;

export function SecondFactorPanel() {
  const t = useAccountText();
  const query = useQuery({
    queryKey: ['second-factor'],
    queryFn: async () => api('GET /api/admin/session/second-factor'),
  });
  return (
    <Panel
      title={
        <>
          {t('second')}{' '}
          {query.data && (
            <StateTag tone={query.data.on ? 'good' : 'neutral'}>
              {t(query.data.on ? 'second_on' : 'second_off')}
            </StateTag>
          )}
        </>
      }
    >
      <Loaded query={query} rows={2}>
        {(state) => <State state={state} />}
      </Loaded>
    </Panel>
  );
}

function State({ state }: { readonly state: SecondFactor }) {
  const t = useAccountText();
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const { on, since, recoveryCodesLeft, dueAt } = state;
  return (
    <>
      <p className="hs-soft" style={{ marginTop: 0 }}>
        {t('second_purpose')}
      </p>
      {on && since !== null && <p>{t('second_since', { at: formatTime(since), n: recoveryCodesLeft })}</p>}
      {on && recoveryCodesLeft <= FEW && <p className="hs-down">{t('second_few')}</p>}
      {!on && dueAt !== null && <p className="hs-down">{t('second_due', { at: formatTime(dueAt) })}</p>}
      <div className="hs-inline">
        <Button type={on ? 'default' : 'primary'} onClick={() => setOpen('set_up')}>
          {t(on ? 'second_move' : 'second_turn_on')}
        </Button>
        {on && <Button onClick={() => setOpen('renew')}>{t('second_renew')}</Button>}
        {on && dueAt === null && (
          <Button danger onClick={() => setOpen('off')}>
            {t('second_turn_off')}
          </Button>
        )}
      </div>
      {open === 'set_up' && <SetUpDialog on={on} onClose={close} />}
      {open === 'renew' && <RenewCodes onClose={close} />}
      {open === 'off' && <TurnOff onClose={close} />}
    </>
  );
}
