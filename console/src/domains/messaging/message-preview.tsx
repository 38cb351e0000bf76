import { useSession } from '../../ground/session.tsx';
import { PhonePreview } from '../../ui/phone/phone-preview.tsx';
import { withExamples } from './message-text.ts';
import type { TemplateValues } from './template-form.tsx';
import type { MessageTemplate } from './template-list.tsx';
import { useMessagingText } from './texts.ts';
import './messaging.css';

/** The notice as WeChat draws it, or the item in the shop's own inbox. */
export function MessagePreview({
  template,
  values,
}: {
  readonly template: MessageTemplate;
  readonly values: TemplateValues;
}) {
  const t = useMessagingText();
  const shop = useSession()?.shop.name ?? '';
  const fields = template.fields.map((field, index) => ({
    ...field,
    text: withExamples(values.fields[index]?.text ?? field.text, template.variables),
  }));
  const title = withExamples(values.title, template.variables);
  if (template.channel === 'inbox') {
    return (
      <PhonePreview title={t('preview_inbox')} caption={t('preview_caption')}>
        <div className="hs-notice">
          <strong>{title}</strong>
          {fields.map((field) => (
            <p key={field.key}>{field.text}</p>
          ))}
        </div>
      </PhonePreview>
    );
  }
  return (
    <PhonePreview title={t('preview_chat')} caption={t('preview_caption')}>
      <div className="hs-notice">
        <div className="hs-notice-shop">{shop}</div>
        <strong>{title}</strong>
        <dl>
          {fields.map((field) => (
            <div key={field.key}>
              <dt>{field.label}</dt>
              <dd>{field.text}</dd>
            </div>
          ))}
        </dl>
        <div className="hs-notice-open">
          <span>{t('view_detail')}</span>
          <span>›</span>
        </div>
      </div>
    </PhonePreview>
  );
}
