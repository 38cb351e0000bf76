import type { Draft } from '@huoshui/contracts/form';
import { Form } from 'antd';
import { useFormPreview, useFound } from '../../ui/form/fields/form-preview.tsx';
import { PhonePreview } from '../../ui/phone/phone-preview.tsx';
import { useSharedText } from '../../ui/shared-texts.ts';
import { useWords } from '../../ui/words.ts';
import { type Kind, ownValues } from './promotion-values.ts';
import { DraftSimulator } from './simulator/draft-simulator.tsx';
import { usePricingText } from './texts.ts';

/** What the draft means, in the words of the server, as a line of the cart shows it. */
export function PromotionPreview({ kinds, id }: { readonly kinds: readonly Kind[]; readonly id?: string }) {
  const form = Form.useFormInstance();
  // Another kind sets its values from outside: what was typed alone would not know.
  const typed: Draft = Form.useWatch([], { form, preserve: true }) ?? {};
  const kind = kinds.find((one) => one.kind === typed.kind);
  if (kind === undefined) return null;
  const values = ownValues(kind, typed);
  return (
    <div className="hs-stack">
      <Told kind={kind} values={values} />
      <DraftSimulator draft={{ kind: kind.kind, values: { ...values }, ...(id === undefined ? {} : { id }) }} />
    </div>
  );
}

function Told({ kind, values }: { readonly kind: Kind; readonly values: Draft }) {
  const t = usePricingText();
  const shared = useSharedText();
  const say = useWords();
  const { sentence, problems } = useFormPreview(`pricing.${kind.kind}`, values);
  useFound('', problems);
  const name = typeof values.name === 'string' && values.name.trim() !== '' ? values.name : t('name_missing');
  return (
    <PhonePreview title={t('preview_title')} caption={sentence ? say(sentence) : shared('form_unfinished')}>
      <div style={{ padding: 12, borderRadius: 8, background: '#fff', fontSize: 13 }}>
        <span
          style={{
            marginRight: 8,
            padding: '1px 6px',
            borderRadius: 4,
            background: 'var(--hs-coral)',
            color: '#fff',
            fontSize: 11,
          }}
        >
          {say(kind.words)}
        </span>
        {name}
      </div>
    </PhonePreview>
  );
}
