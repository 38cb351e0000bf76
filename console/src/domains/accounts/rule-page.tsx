import { ruleOn, ruleState } from '@huoshui/contracts/words/accounts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useMemo } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import { asRange } from '../../ui/address/shapes.ts';
import { useAddress } from '../../ui/address/use-address.ts';
import { Facts, KeyFigures, Panel } from '../../ui/detail/key-figures.tsx';
import { Time } from '../../ui/figures.tsx';
import { formatCount, formatPercent } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Chart } from '../../ui/report/chart.tsx';
import type { ChartSpec } from '../../ui/report/chart-spec.ts';
import { lastDays } from '../../ui/report/day-range.ts';
import { RangeChoice } from '../../ui/report/range-choice.tsx';
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

const shapes = { range: asRange };

function Results({ rule }: { readonly rule: Rule }) {
  const t = useAccountsText();
  const [{ range }, change] = useAddress(shapes, { range: lastDays(30) });
  const query = useQuery({
    queryKey: ['account-rules', 'figures', rule.id, range],
    queryFn: async () => api('GET /api/admin/account-rules/:id/figures', { params: { id: rule.id }, query: range }),
    placeholderData: keepPreviousData,
  });
  const days = query.data?.days;
  const spec = useMemo<ChartSpec>(
    () => ({
      kind: 'lines',
      labels: (days ?? []).map(({ day }) => day.slice(5)),
      series: [
        { name: t('asked'), values: (days ?? []).map(({ figures }) => figures.asked) },
        { name: t('given'), values: (days ?? []).map(({ figures }) => figures.given) },
        { name: t('arrived'), values: (days ?? []).map(({ figures }) => figures.arrived) },
      ],
      format: formatCount,
    }),
    [days, t],
  );
  return (
    <div>
      <div className="hs-inline" style={{ marginBottom: 12 }}>
        <RangeChoice value={range} onChange={(next) => change({ range: next })} />
      </div>
      <Loaded query={query}>
        {({ whole }) => (
          <>
            <KeyFigures
              figures={[
                { label: t('asked'), value: formatCount(whole.asked), note: t('people', { count: whole.people }) },
                { label: t('given'), value: formatCount(whole.given) },
                { label: t('refused'), value: formatCount(whole.refused) },
                { label: t('repeated'), value: formatCount(whole.repeated) },
                { label: t('used_up'), value: formatCount(whole.usedUp) },
                {
                  label: t('handed'),
                  value: formatCount(whole.handed),
                  note: t('arrival_rate', {
                    rate: whole.handed === 0 ? '–' : formatPercent(whole.arrived / whole.handed),
                  }),
                },
              ]}
            />
            <Panel title={t('by_day')}>
              <Chart spec={spec} label={t('by_day')} height={240} />
            </Panel>
          </>
        )}
      </Loaded>
    </div>
  );
}
