import { QrcodeOutlined } from '@ant-design/icons';
import type { Draft } from '@huoshui/contracts/form';
import { PhonePreview } from '../../../ui/phone/phone-preview.tsx';
import { useGroupText } from './texts.ts';
import '../scrm.css';

/** The page that a scan opens, as it is being typed; which group stands on it depends on who she is. */
export function GroupPagePreview({ values }: { readonly values: Draft }) {
  const t = useGroupText();
  const lead = typeof values.lead === 'string' && values.lead.trim() !== '' ? values.lead.trim() : t('preview_lead');
  const [first] = Array.isArray(values.lanes) ? values.lanes : [];
  const name = typeof first?.lane === 'string' && first.lane !== '' ? first.lane : t('group');
  return (
    <PhonePreview title={t('group')}>
      <div className="hs-group-page">
        <strong>{name}</strong>
        <span>{lead}</span>
        <QrcodeOutlined />
        <span>{t('preview_button')}</span>
      </div>
    </PhonePreview>
  );
}
