import { SearchOutlined } from '@ant-design/icons';
import { useFormPreview, useFound } from '../../ui/form/fields/form-preview.tsx';
import { PhonePreview } from '../../ui/phone/phone-preview.tsx';
import { useSharedText } from '../../ui/shared-texts.ts';
import { useWords } from '../../ui/words.ts';
import type { ShopSettings } from './shop-form.tsx';
import { useSettingsText } from './texts.ts';
import './settings.css';

/** The head of the shop as it is typed, and under it its terms in the words of the server. */
export function ShopPreview({ settings }: { readonly settings: ShopSettings }) {
  const t = useSettingsText();
  const shared = useSharedText();
  const say = useWords();
  const { sentence, problems } = useFormPreview('orders.shop', settings);
  useFound('', problems);
  const words = settings.hotWords ?? [];
  return (
    <PhonePreview title={settings.name} caption={sentence ? say(sentence) : shared('form_unfinished')}>
      <div className="hs-shop-search">
        <SearchOutlined /> {words[0] ?? t('preview_search')}
      </div>
      {settings.notice && <div className="hs-shop-notice">{settings.notice}</div>}
      <div className="hs-shop-words">
        {words.map((word) => (
          <span key={word}>{word}</span>
        ))}
      </div>
    </PhonePreview>
  );
}
