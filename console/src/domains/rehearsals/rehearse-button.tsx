import { ExperimentOutlined } from '@ant-design/icons';
import { words } from '@huoshui/contracts/words';
import { assumedFrom } from '@huoshui/contracts/words/rehearsals';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import { NumberItem } from '../../ui/form/number-item.tsx';
import { formatCount } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { useWords } from '../../ui/words.ts';
import { useRehearsalText } from './texts.ts';

/** A journey (its drawing, if there is one), or a playbook as its form stands when it is asked. */
export type Subject =
  | { readonly journeyId: string }
  | { readonly playbook: string; readonly values: () => Readonly<Record<string, unknown>> };

type RehearseButtonProps = {
  readonly subject: Subject;
  readonly name: string;
  /** Before it is asked: what was drawn is saved first. */
  readonly before?: () => Promise<unknown>;
  readonly disabled?: boolean;
};

export function RehearseButton({ subject, name, before, disabled = false }: RehearseButtonProps) {
  const t = useRehearsalText();
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const ask = async () => {
    setBusy(true);
    await before?.();
    setBusy(false);
    setOpen(true);
  };
  return (
    <May call="POST /api/admin/rehearsals">
      <Button icon={<ExperimentOutlined />} loading={busy} disabled={disabled} onClick={() => void ask()}>
        {t('rehearse')}
      </Button>
      {open && <RehearseDialog subject={subject} name={name} onClose={() => setOpen(false)} />}
    </May>
  );
}

const weeksRule = { kind: 'count', label: words('周数', 'Weeks'), min: 1, max: 8 } as const;
const shoppersRule = { kind: 'count', label: words('模拟顾客', 'Simulated shoppers'), min: 20, max: 600 } as const;
const seedRule = { kind: 'count', label: words('种子', 'Seed'), min: 0, max: 999_999 } as const;
const opensRule = {
  kind: 'percent',
  label: words('消息打开率', 'Messages opened'),
  min: 0,
  max: 100,
  optional: true,
} as const;
const responseRule = {
  kind: 'percent',
  label: words('触达后多下一单的比例', 'Order once more when reached'),
  min: 0,
  max: 100,
  optional: true,
} as const;

type Values = {
  readonly weeks: number;
  readonly shoppers: number;
  readonly seed: number;
  readonly opens?: number | null;
  readonly response?: number | null;
};

const initial: Values = { weeks: 3, shoppers: 200, seed: 1, opens: null, response: null };

type RehearseDialogProps = { readonly subject: Subject; readonly name: string; readonly onClose: () => void };

function RehearseDialog({ subject, name, onClose }: RehearseDialogProps) {
  const t = useRehearsalText();
  const navigate = useNavigate();
  const query = useQuery({
    queryKey: ['rehearsals', 'assumptions'],
    queryFn: async () => api('GET /api/admin/rehearsals/assumptions', {}),
  });
  const start = async ({ opens, response, ...values }: Values) => {
    const of = 'journeyId' in subject ? subject : { playbook: subject.playbook, values: { ...subject.values() } };
    const { id } = await api('POST /api/admin/rehearsals', {
      body: { ...of, ...values, opens: opens ?? null, response: response ?? null },
    });
    await navigate(`/rehearsals/${id}`);
  };
  return (
    <FormDialog<Values>
      title={t('rehearse_title', { name })}
      okText={t('start')}
      initial={initial}
      changed={['rehearsals', 'tasks']}
      done={t('started')}
      disabled={query.data === undefined}
      onSave={start}
      onClose={onClose}
    >
      <p className="hs-soft">{t('dialog_hint')}</p>
      <Loaded query={query}>{(found) => <Fields found={found} />}</Loaded>
    </FormDialog>
  );
}

type Found = Answer<'GET /api/admin/rehearsals/assumptions'>;

function Fields({ found: { members, opens, response } }: { readonly found: Found }) {
  const t = useRehearsalText();
  const say = useWords();
  const assumed = ({ percent, from }: Found['opens']) => ({ percent: String(percent), from: say(assumedFrom[from]) });
  return (
    <>
      <NumberItem name="weeks" of={weeksRule} extra={t('weeks_help')} />
      <NumberItem name="shoppers" of={shoppersRule} extra={t('shoppers_help', { members: formatCount(members) })} />
      <NumberItem name="opens" of={opensRule} extra={t('opens_help', assumed(opens))} />
      <NumberItem name="response" of={responseRule} extra={t('response_help', assumed(response))} />
      <NumberItem name="seed" of={seedRule} extra={t('seed_help')} />
    </>
  );
}
