import { pageDifference } from '@huoshui/contracts/words/pages';
import type { Answer } from '../../ground/api.ts';
import { byPlace } from '../../ui/by-place.ts';
import { StateTag, type Tone } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import { usePageText } from './texts.ts';

type Items = Answer<'GET /api/admin/pages/:id/differences'>['items'];
const tones: Readonly<Record<Items[number]['kind'], Tone>> = {
  added: 'good',
  removed: 'bad',
  moved: 'info',
  changed: 'info',
};

/** What came, went, moved and changed, block by block. */
export function Differences({ items }: { readonly items: Items }) {
  const t = usePageText();
  const say = useWords();
  if (items.length === 0) return <p className="hs-soft">{t('no_difference')}</p>;
  return (
    <ul className="hs-composer-differences">
      {items.map(({ kind, block, words, details }) => (
        <li key={`${kind} ${block}`}>
          <StateTag tone={tones[kind]}>{say(pageDifference[kind])}</StateTag> {say(words)}
          {details.length > 0 && (
            <dl className="hs-changes">
              {byPlace(details).map(({ place, item: { label, before, after } }) => (
                <div key={place}>
                  <dt>{say(label)}</dt>
                  <dd>
                    <del>{before === null ? t('none') : say(before)}</del> <span aria-hidden="true">→</span>{' '}
                    <ins>{after === null ? t('none') : say(after)}</ins>
                  </dd>
                </div>
              ))}
            </dl>
          )}
        </li>
      ))}
    </ul>
  );
}
