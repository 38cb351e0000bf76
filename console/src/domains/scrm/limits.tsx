import type { Words } from '@huoshui/contracts/words';
import { useWords } from '../../ui/words.ts';
import { useScrmText } from './texts.ts';
import './scrm.css';

type Limit = { readonly words: Words; readonly value: Words; readonly source: string; readonly asOf: string };

/** Rules of WeCom, with where they stand and the day on which they did. */
export function PlatformLimits({ limits }: { readonly limits: readonly Limit[] }) {
  const t = useScrmText();
  const say = useWords();
  return (
    <dl className="hs-mass-limits">
      {limits.map(({ words, value, source, asOf }) => (
        <div key={words.en}>
          <dt>{say(words)}</dt>
          <dd>
            {say(value)}
            <small>
              {t('as_of', { day: asOf })} ·{' '}
              <a href={source} target="_blank" rel="noreferrer">
                {t('source')}
              </a>
            </small>
          </dd>
        </div>
      ))}
    </dl>
  );
}
