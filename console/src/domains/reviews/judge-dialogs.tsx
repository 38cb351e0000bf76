import { Form, Input } from 'antd';
import { api } from '../../ground/api.ts';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import type { Review } from './review-parts.tsx';
import { useReviewText } from './texts.ts';

type HideProps = { readonly ids: readonly string[]; readonly onClose: () => void; readonly onDone?: () => void };

/** Why it is hidden: she reads it. */
export function HideDialog({ ids, onClose, onDone }: HideProps) {
  const t = useReviewText();
  return (
    <FormDialog<{ reason: string }>
      title={t('hide_title', { count: ids.length })}
      okText={t('hide')}
      danger
      initial={{ reason: '' }}
      onSave={async ({ reason }) => {
        await api('POST /api/admin/reviews/judgements', { body: { ids: [...ids], act: 'hide', reason } });
        onDone?.();
      }}
      changed={['reviews']}
      done={t('hidden_done')}
      onClose={onClose}
    >
      <p className="hs-soft">{t('hide_note')}</p>
      <Form.Item name="reason" label={t('reason')} rules={[{ required: true, whitespace: true, max: 60 }]}>
        <Input count={{ max: 60, show: true }} placeholder={t('reason_hint')} />
      </Form.Item>
    </FormDialog>
  );
}

export function ReplyDialog({ review, onClose }: { readonly review: Review; readonly onClose: () => void }) {
  const t = useReviewText();
  return (
    <FormDialog<{ text: string }>
      title={t('reply')}
      initial={{ text: review.reply ?? '' }}
      onSave={async ({ text }) =>
        api('PUT /api/admin/reviews/:id/reply', {
          params: { id: review.id },
          body: { text },
          revision: review.revision,
        })
      }
      changed={['reviews']}
      done={t('saved')}
      onClose={onClose}
    >
      <Form.Item name="text" label={t('reply')} extra={t('reply_note')} rules={[{ max: 300 }]}>
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} count={{ max: 300, show: true }} />
      </Form.Item>
    </FormDialog>
  );
}
