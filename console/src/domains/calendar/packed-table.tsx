import { Link } from 'react-router';
import { formatCount } from '../../ui/format.ts';
import { StateTag } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import type { Packing } from './calendar-page.tsx';
import { isFull, type PackedDay } from './packed.ts';
import { useCalendarText } from './texts.ts';

/** Days that activities share or fill: what each of them took, and what it may take. Days of one activity with room stand in the calendar alone. */
export function PackedTable({ days }: { readonly days: readonly PackedDay<Packing>[] }) {
  const t = useCalendarText();
  const say = useWords();
  const crowded = days.filter(({ of }) => of.length > 1 || of.some(isFull));
  if (crowded.length === 0) return null;
  return (
    <section className="hs-card hs-calendar-packed" aria-label={t('packed')}>
      <h2>{t('packed')}</h2>
      <p className="hs-faint">{t('packed_hint')}</p>
      <ul>
        {crowded.map(({ day, taken, most, of }) => (
          <li key={day}>
            <span className="hs-calendar-packed-day">
              {day} <strong>{sumOf(t, taken, most)}</strong>
            </span>
            <span className="hs-calendar-packed-of">
              {of.map((one) => (
                <Link key={one.id} to={one.to}>
                  {one.label} {sumOf(t, one.taken, one.most)} {say(one.unit)}{' '}
                  {isFull(one) && <StateTag tone="warn">{t('packed_full')}</StateTag>}
                </Link>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const sumOf = (t: ReturnType<typeof useCalendarText>, taken: number, most: number | null): string =>
  most === null ? formatCount(taken) : t('packed_of', { taken: formatCount(taken), most: formatCount(most) });
