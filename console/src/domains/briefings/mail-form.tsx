import type { BriefingFault } from '@huoshui/contracts/words/briefings';
import { briefingFault } from '@huoshui/contracts/words/briefings';
import { Alert, Button, Input } from 'antd';
import { useState } from 'react';
import { api } from '../../ground/api.ts';
import { May, useLocked } from '../../ground/may.tsx';
import { RulePage } from '../../ground/rule-page.tsx';
import { useAct } from '../../ui/act.ts';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { useWords } from '../../ui/words.ts';
import { useBriefingText } from './texts.ts';

type Kept = { readonly hasPassword: boolean };

/** By which server mail goes out; the password is written here and never read. */
export function MailForm() {
  const t = useBriefingText();
  return (
    <>
      <RulePage
        form="analytics.mail"
        title={t('mail')}
        purpose={t('mail_purpose')}
        section={t('mail_section')}
        locked={useLocked('PUT /api/admin/settings/mail')}
        read={async () => typed(await api('GET /api/admin/settings/mail'))}
        save={async (body, revision) =>
          typed(await api('PUT /api/admin/settings/mail', { body: { ...body }, revision }))
        }
      />
      <May call="POST /api/admin/settings/mail/trial">
        <div className="hs-page">
          <Trial />
        </div>
      </May>
    </>
  );
}

/** What is kept as the fields of the form have it. */
function typed<T extends Kept>({ hasPassword: _, ...kept }: T) {
  return { ...kept, password: '' };
}

function Trial() {
  const t = useBriefingText();
  const say = useWords();
  const { busy, act } = useAct([]);
  const [to, setTo] = useState('');
  const [found, find] = useState<{ readonly fault: BriefingFault | null; readonly said: string } | null>(null);
  const send = async () => {
    find(null);
    find(await api('POST /api/admin/settings/mail/trial', { body: { to } }));
  };
  return (
    <Panel title={t('trial')}>
      <p className="hs-soft">{t('trial_hint')}</p>
      <span className="hs-inline">
        <Input
          type="email"
          value={to}
          aria-label={t('trial_to')}
          placeholder={t('trial_to')}
          style={{ width: 260 }}
          onChange={({ target }) => setTo(target.value)}
        />
        <Button loading={busy} disabled={!to.includes('@')} onClick={() => void act(send)}>
          {t('trial_send')}
        </Button>
      </span>
      {found && (
        <Alert
          style={{ marginTop: 16 }}
          type={found.fault === null ? 'success' : 'error'}
          showIcon
          title={found.fault === null ? t('trial_ok') : say(briefingFault[found.fault])}
          description={found.said === '' ? undefined : found.said}
        />
      )}
    </Panel>
  );
}
