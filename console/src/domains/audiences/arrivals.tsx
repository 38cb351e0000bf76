import { rulesApply } from '@huoshui/contracts/words/audiences';
import { useQuery } from '@tanstack/react-query';
import { Button, Radio, Space, Typography } from 'antd';
import { useState } from 'react';
import { type Answer, api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { formatCount } from '../../ui/format.ts';
import { useWords } from '../../ui/words.ts';
import { StageTag } from '../members/index.ts';
import { useAudienceText } from './texts.ts';
import type { Apply } from './use-apply.tsx';
import './audiences.css';

type Undecided = Answer<'GET /api/admin/lifecycle/arrivals'>;

/** Of buyers who came with imports: who is in which stage, and what starts for them. Nothing where all is decided. */
export function Arrivals() {
  const { data } = useQuery({
    queryKey: ['lifecycle', 'arrivals'],
    queryFn: async () => api('GET /api/admin/lifecycle/arrivals'),
    // A decision is carried out some thousands at a time.
    refetchInterval: (query) => (query.state.data?.deciding ? 1_000 : false),
  });
  return data && data.members > 0 ? <Decision arrivals={data} /> : null;
}

function Decision({ arrivals }: { readonly arrivals: Undecided }) {
  const t = useAudienceText();
  const { busy, act } = useAct(['lifecycle', 'journeys']);
  const [apply, setApply] = useState<Apply>('silent');
  const decide = async () =>
    act(
      async () => api('POST /api/admin/lifecycle/arrivals/decision', { body: { apply } }),
      t(`arrivals_done_${apply}`),
    );
  return (
    <Panel title={t('arrivals_title', { count: formatCount(arrivals.members) })}>
      <p className="hs-soft hs-arrivals-purpose">{t('arrivals_purpose')}</p>
      <ul className="hs-arrivals">
        {arrivals.stages.map(({ stage, members }) => (
          <li key={stage}>
            <StageTag stage={stage} /> {t('apply_members', { count: formatCount(members) })}
          </li>
        ))}
        {arrivals.tomorrow > 0 && <li>{t('arrivals_tomorrow', { count: formatCount(arrivals.tomorrow) })}</li>}
      </ul>
      <May call="POST /api/admin/lifecycle/arrivals/decision">
        <Choice begins={arrivals.begins} value={apply} onChange={setApply} />
        <div className="hs-arrivals-act">
          <Button type="primary" loading={busy || arrivals.deciding} onClick={() => void decide()}>
            {t('arrivals_ok')}
          </Button>
        </div>
      </May>
    </Panel>
  );
}

type ChoiceProps = {
  readonly begins: Undecided['begins'];
  readonly value: Apply;
  readonly onChange: (apply: Apply) => void;
};

function Choice({ begins, value, onChange }: ChoiceProps) {
  const t = useAudienceText();
  const say = useWords();
  return (
    <Radio.Group
      className="hs-two-line-choice"
      value={value}
      onChange={(event) => onChange(event.target.value)}
      aria-label={t('arrivals_choice')}
    >
      <Space orientation="vertical">
        <Radio value="silent">
          {t('arrivals_none')}
          <Typography.Paragraph type="secondary">{t('arrivals_silent')}</Typography.Paragraph>
        </Radio>
        <Radio value="start">
          {say(rulesApply.start)}
          <Typography.Paragraph type="secondary">
            {[
              ...begins.map(({ name, members }) => t('apply_begins', { name, count: formatCount(members) })),
              t(begins.length === 0 ? 'arrivals_nothing' : 'arrivals_later'),
            ].join(' · ')}
          </Typography.Paragraph>
        </Radio>
      </Space>
    </Radio.Group>
  );
}
