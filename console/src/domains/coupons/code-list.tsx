import { PlusOutlined } from '@ant-design/icons';
import { codeBatchState, codeKind } from '@huoshui/contracts/words/coupons';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { api, fileAddress } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { FileButton } from '../../ui/file-button.tsx';
import { formatCount } from '../../ui/format.ts';
import type { ListRequest } from '../../ui/list/column.ts';
import { actsColumn, stateColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import type { Tone } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import { type CodeBatch, CodeDialog, VoidCodesDialog } from './code-dialog.tsx';
import { useCouponText } from './texts.ts';

const tones: Readonly<Record<CodeBatch['state'], Tone>> = {
  open: 'good',
  used_up: 'neutral',
  ended: 'neutral',
  voided: 'bad',
};

async function load({ q, cursor, limit, filters }: ListRequest) {
  return api('GET /api/admin/coupon-codes', { query: { q, cursor, limit, templateId: filters.coupon } });
}

export function CodeList() {
  const t = useCouponText();
  const say = useWords();
  const [making, setMaking] = useState(false);
  const [voiding, setVoiding] = useState<CodeBatch | null>(null);
  const create = (
    <May call="POST /api/admin/coupon-codes">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => setMaking(true)}>
        {t('codes_new')}
      </Button>
    </May>
  );
  return (
    <>
      <List<CodeBatch>
        name="coupon-codes"
        title={t('codes_title')}
        purpose={t('codes_purpose')}
        searchHint={t('codes_search')}
        load={load}
        rowKey={(row) => row.id}
        actions={create}
        filters={[{ key: 'coupon', kind: 'pick', of: 'coupon', label: t('title') }]}
        columns={[
          {
            key: 'name',
            title: t('name'),
            render: (row) => (
              <span className="hs-two-lines">
                <span>{row.name}</span>
                <span className="hs-faint hs-small">{row.code ?? say(codeKind[row.kind])}</span>
              </span>
            ),
            csv: (row) => row.name,
          },
          {
            key: 'coupon',
            title: t('codes_coupon'),
            render: (row) => <Link to={`/coupons/${row.templateId}`}>{row.templateName}</Link>,
            csv: (row) => row.templateName,
          },
          stateColumn(
            'state',
            t('state'),
            (row) => say(codeBatchState[row.state]),
            (row) => tones[row.state],
          ),
          {
            key: 'redeemed',
            title: t('codes_redeemed'),
            number: true,
            render: (row) => (
              <>
                {formatCount(row.redeemed)}
                <span className="hs-faint"> / {formatCount(row.total)}</span>
              </>
            ),
            csv: (row) => row.redeemed,
          },
          textColumn('budget', t('codes_budget'), (row) => row.budgetName ?? '–'),
          timeColumn('ends', t('codes_ends'), (row) => row.endsAt),
          timeColumn('created', t('created'), (row) => row.createdAt, { hidden: true }),
          actsColumn((row) => <Acts batch={row} onVoid={() => setVoiding(row)} />, 150),
        ]}
        empty={{ title: t('codes_empty'), hint: t('codes_empty_hint'), action: create }}
      />
      {making && <CodeDialog onClose={() => setMaking(false)} />}
      {voiding !== null && <VoidCodesDialog batch={voiding} onClose={() => setVoiding(null)} />}
    </>
  );
}

function Acts({ batch, onVoid }: { readonly batch: CodeBatch; readonly onVoid: () => void }) {
  const t = useCouponText();
  return (
    <May call="POST /api/admin/coupon-codes/:id/voiding">
      <span className="hs-inline" style={{ flexWrap: 'nowrap', justifyContent: 'flex-end', gap: 0 }}>
        <FileButton
          size="small"
          type="link"
          address={fileAddress('GET /api/admin/coupon-codes/:id/codes.csv', { id: batch.id })}
        >
          {t('codes_file')}
        </FileButton>
        {batch.state !== 'voided' && (
          <Button size="small" type="link" danger onClick={onVoid}>
            {t('codes_void')}
          </Button>
        )}
      </span>
    </May>
  );
}
