import { useState } from 'react';
import { call } from './call.ts';
import { Act, Card } from './parts.tsx';
import type { Shown } from './profile.tsx';
import { attempt, say } from './say.tsx';
import { dayAfter, timeOf } from './shown.ts';
import { useText } from './texts.ts';

type Props = {
  readonly id: string;
  readonly notes: Shown['notes'];
  /** Whether it is known who she is: only then is there somebody to be reminded of. */
  readonly known: boolean;
  readonly set: (notes: Shown['notes']) => void;
  readonly changed: () => Promise<unknown>;
};

const LONGEST = 500;
const REMIND_AFTER = [1, 3, 7];

/** What was said and promised, with a reminder where she wants one. */
export function Notes({ id, notes, known, set, changed }: Props) {
  const t = useText();
  const [text, setText] = useState('');
  const [days, setDays] = useState(0);
  const save = async () => {
    const remindOn = days === 0 ? null : dayAfter(days);
    const done = await attempt(async () => {
      const answer = await call('POST /api/staff/customers/:id/notes', { params: { id }, body: { text, remindOn } });
      set(answer.notes);
    });
    if (!done) return;
    setText('');
    setDays(0);
    say(t('saved'));
    if (remindOn !== null) await changed();
  };
  return (
    <Card title={t('notes')}>
      <textarea
        aria-label={t('note_text')}
        placeholder={t('note_text')}
        maxLength={LONGEST}
        rows={2}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      {text.trim() !== '' && (
        <div className="line">
          {known && (
            <label>
              {t('remind')}{' '}
              <select value={days} onChange={({ target }) => setDays(Number(target.value))}>
                <option value={0}>{t('remind_never')}</option>
                {REMIND_AFTER.map((count) => (
                  <option key={count} value={count}>
                    {count === 1 ? t('tomorrow') : t('remind_days', { count })}
                  </option>
                ))}
              </select>
            </label>
          )}
          <Act kind="primary" act={save}>
            {t('save_note')}
          </Act>
        </div>
      )}
      {notes.length === 0 ? (
        <p className="soft">{t('no_notes')}</p>
      ) : (
        <ol className="timeline">
          {notes.map((note) => (
            <li key={note.id}>
              <p>{note.text}</p>
              <small>
                {note.staff} · {timeOf(note.at)}
              </small>
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}
