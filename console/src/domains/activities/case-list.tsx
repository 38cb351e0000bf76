import { valuesOf } from '@huoshui/contracts/words';
import { caseState, caseSubject, riskRule } from '@huoshui/contracts/words/activity-risk';
import { Button, Checkbox, Input, Modal } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import { type ListRequest, oneOf } from '../../ui/list/column.ts';
import { actsColumn, memberColumn, stateColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import type { Tone } from '../../ui/state-tag.tsx';
import { optionsOf, useWords } from '../../ui/words.ts';
import { useRiskText } from './risk-texts.ts';

type Case = Answer<'GET /api/admin/activity-cases'>['items'][number];
const DECIDE = 'POST /api/admin/activity-cases/:id/decision';

const tones: Readonly<Record<Case['state'], Tone>> = {
  held: 'warn',
  released: 'good',
  refused: 'bad',
  gone: 'neutral',
};

async function load({ q, cursor, limit, filters }: ListRequest) {
  return api('GET /api/admin/activity-cases', {
    query: {
      q,
      cursor,
      limit,
      state: oneOf(valuesOf(caseState), filters.state),
      subject: oneOf(valuesOf(caseSubject), filters.subject),
    },
  });
}

/** What the rules held or refused, and the decision of whoever looks. */
export function CaseList() {
  const t = useRiskText();
  const say = useWords();
  const person = ({ memberId, nickname }: Case['inviter']) => ({ id: memberId, name: nickname || memberId });
  const found = ({ reasons }: Case) => reasons.map(({ words }) => say(words)).join('; ');
  return (
    <List<Case>
      name="activity-cases"
      title={t('cases')}
      purpose={t('cases_purpose')}
      searchHint={t('search')}
      load={load}
      rowKey={(row) => row.id}
      filters={[
        { key: 'state', kind: 'choice', label: t('state'), options: optionsOf(caseState, say) },
        { key: 'subject', kind: 'choice', label: t('subject'), options: optionsOf(caseSubject, say) },
      ]}
      columns={[
        {
          key: 'activity',
          title: t('activity'),
          render: ({ activity, subject, tier }) => (
            <span className="hs-two-lines">
              <Link to={`/activities/${activity.id}`}>{activity.name}</Link>
              <span className="hs-faint hs-small">
                {say(caseSubject[subject])}
                {tier !== null && ` · ${t('tier', { tier })}`}
              </span>
            </span>
          ),
          csv: ({ activity }) => activity.name,
        },
        stateColumn(
          'state',
          t('state'),
          (row) => say(caseState[row.state]),
          (row) => tones[row.state],
        ),
        {
          key: 'reasons',
          title: t('reasons'),
          render: (row) => (
            // A sentence is read whole: it breaks, and what stands beside it stays in sight.
            <span className="hs-two-lines" style={{ whiteSpace: 'normal', minWidth: 220, maxWidth: 420 }}>
              {row.reasons.map(({ rule, words }) => (
                <span key={rule}>
                  <b>{say(riskRule[rule])}</b> {say(words)}
                </span>
              ))}
            </span>
          ),
          csv: found,
        },
        memberColumn('helper', t('helper'), ({ helper }) => (helper === null ? null : person(helper))),
        memberColumn('inviter', t('inviter'), ({ inviter }) => person(inviter)),
        timeColumn('at', t('at'), (row) => row.at),
        {
          key: 'decided',
          title: t('decided'),
          render: ({ state, decidedBy, because }) =>
            state === 'held' ? null : (
              <span className="hs-two-lines">
                <span>{decidedBy ?? t('by_rules')}</span>
                <span className="hs-faint hs-small">{because}</span>
              </span>
            ),
          csv: ({ decidedBy, because }) => [decidedBy, because].filter(Boolean).join(' '),
        },
        timeColumn('decided_at', t('decided_at'), (row) => row.decidedAt, { hidden: true }),
        textColumn('id', 'ID', (row) => row.id, { hidden: true }),
        actsColumn((row) => row.state === 'held' && <Decide one={row} />, 80),
      ]}
      empty={{ title: t('empty'), hint: t('empty_hint') }}
    />
  );
}

/** Release or refuse, with a reason that colleagues read. */
function Decide({ one }: { readonly one: Case }) {
  const t = useRiskText();
  const say = useWords();
  const { busy, act } = useAct(['activity-cases', 'activities']);
  const [open, setOpen] = useState(false);
  const [because, setBecause] = useState('');
  const [list, setList] = useState(false);
  const decide = async (outcome: 'released' | 'refused') => {
    const body = { outcome, because: because.trim(), list: outcome === 'refused' && list };
    if (await act(async () => api(DECIDE, { params: { id: one.id }, body }), t('done'))) setOpen(false);
  };
  const unready = because.trim() === '';
  return (
    <May call={DECIDE}>
      <Button size="small" type="link" onClick={() => setOpen(true)}>
        {t('decide')}
      </Button>
      <Modal
        open={open}
        title={t('decide_title')}
        onCancel={() => setOpen(false)}
        footer={
          <>
            <Button danger disabled={unready} loading={busy} onClick={() => void decide('refused')}>
              {t('refuse')}
            </Button>
            <Button type="primary" disabled={unready} loading={busy} onClick={() => void decide('released')}>
              {t('release')}
            </Button>
          </>
        }
      >
        {one.reasons.map(({ rule, words }) => (
          <p key={rule}>{say(words)}</p>
        ))}
        <Input
          aria-label={t('because')}
          placeholder={t('because_hint')}
          maxLength={60}
          value={because}
          onChange={(event) => setBecause(event.target.value)}
        />
        <Checkbox style={{ marginTop: 12 }} checked={list} onChange={(event) => setList(event.target.checked)}>
          {t('also_list')}
        </Checkbox>
      </Modal>
    </May>
  );
}
