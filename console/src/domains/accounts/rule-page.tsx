import { ruleOn, ruleState } from '@huoshui/contracts/words/accounts';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useMemo } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import { Facts, Panel } from '../../ui/detail/key-figures.tsx';
import { Time } from '../../ui/figures.tsx';
import { formatCount, formatPercent } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { FiguresOverDays } from '../../ui/report/figures-over-days.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import { ReplyPreview } from './reply-preview.tsx';
import type { Rule } from './rule-list.tsx';
import { useAccountsText } from './texts.ts';

export function RulePage() {
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['account-rules', 'one', id],
    queryFn: async () => api('GET /api/admin/account-rules/:id', { params: { id } }),
  });
  return <Loaded query={query}>{(rule) => <Shown rule={rule} />}</Loaded>;
}

function Shown({ rule }: { readonly rule: Rule }) {
  const t = useAccountsText();
  const say = useWords();
  const live = rule.state === 'live';
  return (
    <div className="hs-page">
      <PageHead
        back={{ to: '/account-rules', label: t('rules_title') }}
        title={rule.name}
        state={<StateTag tone={live ? 'good' : 'neutral'}>{say(ruleState[rule.state])}</StateTag>}
        actions={<Actions rule={rule} />}
      />
      <div className="hs-split">
        <Results rule={rule} />
        <div>
          <Panel title={t('rule_does')}>
            <Facts
              facts={[
                { label: t('rule_on'), value: say(ruleOn[rule.on]) },
                { label: t('rule_does'), value: say(rule.sentence) },
                { label: t('priority'), value: formatCount(rule.priority) },
                ...(rule.codeId === null
                  ? []
                  : [{ label: t('own_code'), value: <Link to={`/codes/${rule.codeId}`}>{t('open_code')}</Link> }]),
                { label: t('created'), value: <Time at={rule.createdAt} absolute /> },
              ]}
            />
          </Panel>
          <Panel title={t('she_reads')}>
            <ReplyPreview values={rule.values} />
          </Panel>
        </div>
      </div>
    </div>
  );
}

function Actions({ rule }: { readonly rule: Rule }) {
  const t = useAccountsText();
  const navigate = useNavigate();
  const { busy, act } = useAct(['account-rules']);
  const archived = rule.state === 'live';
  return (
    <>
      <May call="POST /api/admin/account-rules/:id/archiving">
        <Button
          loading={busy}
          onClick={() =>
            void act(
              async () =>
                api('POST /api/admin/account-rules/:id/archiving', { params: { id: rule.id }, body: { archived } }),
              t(archived ? 'archived_done' : 'restored_done'),
            )
          }
        >
          {t(archived ? 'archive' : 'restore')}
        </Button>
      </May>
      <May call="PUT /api/admin/account-rules/:id">
        <Button type="primary" onClick={() => void navigate(`/account-rules/${rule.id}/edit`)}>
          {t('edit')}
        </Button>
      </May>
    </>
  );
}

type Figures = Answer<'GET /api/admin/account-rules/:id/figures'>['whole'];

function Results({ rule }: { readonly rule: Rule }) {
  const t = useAccountsText();
  const lines = useMemo(
    () =>
      [
        [t('asked'), (figures: Figures) => figures.asked],
        [t('given'), (figures: Figures) => figures.given],
        [t('arrived'), (figures: Figures) => figures.arrived],
      ] as const,
    [t],
  );
  return (
    <FiguresOverDays
      of={['account-rules', 'figures', rule.id]}
      load={async (query) => api('GET /api/admin/account-rules/:id/figures', { params: { id: rule.id }, query })}
      lines={lines}
      figures={({ whole }) => [
        { label: t('asked'), value: formatCount(whole.asked), note: t('people', { count: whole.people }) },
        { label: t('given'), value: formatCount(whole.given) },
        { label: t('refused'), value: formatCount(whole.refused) },
        { label: t('repeated'), value: formatCount(whole.repeated) },
        { label: t('used_up'), value: formatCount(whole.usedUp) },
        {
          label: t('diverted'),
          value: formatCount(whole.diverted),
          note: t('arrival_rate', { rate: whole.diverted === 0 ? '–' : formatPercent(whole.arrived / whole.diverted) }),
        },
      ]}
    />
  );
}
