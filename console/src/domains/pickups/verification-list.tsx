import { valuesOf } from '@huoshui/contracts/words';
import { verificationState } from '@huoshui/contracts/words/coupons';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import { formatYuan } from '../../ui/format.ts';
import { type ListRequest, oneOf } from '../../ui/list/column.ts';
import { actsColumn, memberColumn, moneyColumn, stateColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { optionsOf, useWords } from '../../ui/words.ts';
import { useVerifyText } from './verify-texts.ts';

type Listed = Answer<'GET /api/admin/coupon-verifications'>;
type Verification = Listed['items'][number];

/** Coupons that were used at counters, and what they come to in a store and a time. */
export function VerificationList() {
  const t = useVerifyText();
  const say = useWords();
  const navigate = useNavigate();
  const [sums, setSums] = useState<Listed['sums']>(null);
  const [undoing, setUndoing] = useState<Verification | null>(null);
  const load = async ({ q, cursor, limit, filters }: ListRequest) => {
    const [from, to] = (filters.days ?? '').split('..');
    const state = oneOf(valuesOf(verificationState), filters.state);
    const page = await api('GET /api/admin/coupon-verifications', {
      query: { q, cursor, limit, state, storeId: filters.store, from: from || undefined, to: to || undefined },
    });
    if (page.sums !== null) setSums(page.sums);
    return page;
  };
  return (
    <>
      <List<Verification>
        name="coupon-verifications"
        title={t('list_title')}
        purpose={t('list_purpose')}
        searchHint={t('search')}
        load={load}
        rowKey={(row) => row.id}
        actions={<Button onClick={() => void navigate('/coupon-desk')}>{t('to_desk')}</Button>}
        above={
          sums !== null && (
            <p className="hs-soft">
              {t('sums', { count: sums.count, bill: formatYuan(sums.bill), given: formatYuan(sums.given) })}
            </p>
          )
        }
        filters={[
          { key: 'state', kind: 'choice', label: t('state'), options: optionsOf(verificationState, say) },
          { key: 'store', kind: 'pick', of: 'store', label: t('store') },
          { key: 'days', kind: 'days', label: t('days') },
        ]}
        columns={[
          timeColumn('at', t('at'), (row) => row.at),
          stateColumn(
            'state',
            t('state'),
            (row) => say(verificationState[row.state]),
            (row) => (row.state === 'used' ? 'good' : 'neutral'),
          ),
          textColumn('name', t('coupon'), (row) => row.name),
          textColumn('store', t('store'), (row) => row.storeName),
          moneyColumn('bill', t('bill'), (row) => row.bill),
          moneyColumn('given', t('given'), (row) => row.given),
          memberColumn('member', t('member'), (row) => ({ id: row.memberId, name: row.memberName })),
          textColumn('by', t('by'), (row) => row.by),
          textColumn('reason', t('reason'), (row) =>
            row.state === 'undone' ? t('undone_because', { by: row.undoneBy, reason: row.reason }) : '',
          ),
          actsColumn(
            (row) =>
              row.undoableUntil !== null && (
                <May call="POST /api/admin/coupon-verifications/:id/undoing">
                  <Button size="small" type="link" danger onClick={() => setUndoing(row)}>
                    {t('undo')}
                  </Button>
                </May>
              ),
            96,
          ),
        ]}
        empty={{ title: t('empty'), hint: t('empty_hint') }}
      />
      {undoing !== null && <UndoDialog row={undoing} onClose={() => setUndoing(null)} />}
    </>
  );
}

type Reasoned = { readonly reason: string };
const noReason: Reasoned = { reason: '' };

function UndoDialog({ row, onClose }: { readonly row: Verification; readonly onClose: () => void }) {
  const t = useVerifyText();
  return (
    <FormDialog<Reasoned>
      title={t('undo_title', { name: row.name })}
      okText={t('undo')}
      danger
      initial={noReason}
      onSave={async ({ reason }) =>
        api('POST /api/admin/coupon-verifications/:id/undoing', {
          params: { id: row.id },
          body: { reason: reason.trim() },
        })
      }
      changed={['coupon-verifications', 'coupons']}
      done={t('undone')}
      onClose={onClose}
    >
      <p className="hs-soft">{t('undo_note', { given: formatYuan(row.given) })}</p>
      <Form.Item name="reason" label={t('reason')} rules={[{ required: true, whitespace: true, min: 2, max: 80 }]}>
        <Input autoFocus placeholder={t('reason_hint')} />
      </Form.Item>
    </FormDialog>
  );
}
