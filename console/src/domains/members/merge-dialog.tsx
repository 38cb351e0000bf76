import { useQuery } from '@tanstack/react-query';
import { Alert, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { type Answer, api } from '../../ground/api.ts';
import { Time } from '../../ui/figures.tsx';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import { formatCount } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { useWords } from '../../ui/words.ts';
import { AccountLine } from './member-accounts.tsx';
import type { Member } from './member-page.tsx';
import { useMemberText } from './texts.ts';

type Preview = Answer<'GET /api/admin/members/:id/merge-preview'>;
type Candidate = Answer<'GET /api/admin/members/:id/merges'>['candidates'][number];

type Reasoned = { readonly reason: string };
const noReason: Reasoned = { reason: '' };

/** Two members side by side, and what moves when they become one. The reason is asked for: it stands in the audit log. */
export function MergeDialog(props: {
  readonly member: Member;
  readonly candidates: readonly Candidate[];
  readonly onClose: () => void;
}) {
  const { member, candidates, onClose } = props;
  const t = useMemberText();
  const say = useWords();
  const [other, setOther] = useState<string | null>(candidates[0]?.id ?? null);
  const [words, setWords] = useState('');
  const found = useQuery({
    queryKey: ['members', 'merge-search', words],
    queryFn: async () => api('GET /api/admin/members', { query: { q: words, limit: 20 } }),
    enabled: words.trim() !== '',
  });
  const preview = useQuery({
    queryKey: ['members', 'merge-preview', member.id, other],
    queryFn: async () =>
      api('GET /api/admin/members/:id/merge-preview', { params: { id: member.id }, query: { other: other ?? '' } }),
    enabled: other !== null,
  });
  const merge = async ({ reason }: Reasoned) =>
    api('POST /api/admin/members/:id/merges', {
      params: { id: member.id },
      body: { otherId: other ?? '', reason: reason.trim() },
    });
  const options = [
    ...candidates.map(({ id, nickname, why }) => ({ value: id, label: `${nickname} · ${say(why)}` })),
    ...(found.data?.items ?? [])
      .filter(({ id }) => id !== member.id && candidates.every((one) => one.id !== id))
      .map(({ id, nickname, phoneMasked }) => ({
        value: id,
        label: [nickname, phoneMasked].filter(Boolean).join(' · '),
      })),
  ];
  return (
    <FormDialog<Reasoned>
      title={t('merge_title', { name: member.nickname })}
      okText={t('merge')}
      danger
      disabled={other === null || !preview.isSuccess}
      width={720}
      initial={noReason}
      onSave={merge}
      changed={['members', 'orders', 'coupons', 'grants', 'outbound', 'journeys']}
      done={t('merged')}
      onClose={onClose}
      beside={other}
    >
      <Form.Item label={t('merge_other')} required>
        <Select
          showSearch={{ filterOption: false, onSearch: setWords }}
          value={other}
          onChange={setOther}
          loading={found.isFetching}
          placeholder={t('search')}
          options={options}
        />
      </Form.Item>
      {other !== null && (
        <Loaded query={preview} rows={4}>
          {(sides) => <Sides preview={sides} />}
        </Loaded>
      )}
      <Form.Item
        name="reason"
        label={t('merge_reason')}
        rules={[{ required: true, whitespace: true, max: 100 }]}
        style={{ marginTop: 16 }}
      >
        <Input placeholder={t('merge_reason_hint')} />
      </Form.Item>
    </FormDialog>
  );
}

function Sides({ preview }: { readonly preview: Preview }) {
  const t = useMemberText();
  const { keep, join, shareApp } = preview;
  return (
    <>
      {shareApp && <Alert type="warning" showIcon title={t('merge_share_app')} style={{ marginBottom: 12 }} />}
      <div style={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 16 }}>
        <Side title={t('merge_keep')} side={keep} />
        <Side title={t('merge_join')} side={join} />
      </div>
      <p className="hs-faint hs-small" style={{ marginBottom: 0 }}>
        {t('merge_what')}
      </p>
    </>
  );
}

function Side({ title, side }: { readonly title: string; readonly side: Preview['keep'] }) {
  const t = useMemberText();
  const say = useWords();
  return (
    <section className="hs-stack" style={{ gap: 8 }} aria-label={title}>
      <span className="hs-faint hs-small">{title}</span>
      <b>{side.nickname}</b>
      <span>
        {side.phoneMasked ?? t('no_phone')} · {t('created')} <Time at={side.createdAt} />
      </span>
      {side.accounts.map((account) => (
        <AccountLine key={account.no} account={account} />
      ))}
      {side.belongings
        .filter(({ count }) => count > 0)
        .map(({ name, words, count }) => (
          <span key={name} className="hs-inline" style={{ justifyContent: 'space-between' }}>
            <span>{say(words)}</span>
            <span>{formatCount(count)}</span>
          </span>
        ))}
    </section>
  );
}
