import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Answer, call } from './call.ts';
import { Act, Card } from './parts.tsx';
import { attempt, say } from './say.tsx';
import { useText } from './texts.ts';

type Entry = Answer<'GET /api/staff/phone-entries'>['items'][number];

/** Whom she is to ask today, at a careful pace; nothing where there is nobody. */
export function Numbers() {
  const t = useText();
  const { data, refetch } = useQuery({
    queryKey: ['phone-entries'],
    queryFn: async () => call('GET /api/staff/phone-entries', { query: { limit: 50 } }),
  });
  if (!data || data.items.length === 0) return null;
  return (
    <Card
      title={t('numbers')}
      extra={<small>{data.left > 0 ? t('numbers_left', { count: data.left }) : t('numbers_enough')}</small>}
    >
      <p>
        <small>{t('numbers_how')}</small>
      </p>
      <ul className="todos">
        {data.items.map((entry) => (
          <One key={entry.id} entry={entry} enough={data.left <= 0} changed={async () => refetch()} />
        ))}
      </ul>
    </Card>
  );
}

type OneProps = { readonly entry: Entry; readonly enough: boolean; readonly changed: () => Promise<unknown> };

function One({ entry: { id, phone, list, late, announced, state }, enough, changed }: OneProps) {
  const t = useText();
  const [whole, setWhole] = useState<string | null>(null);
  const ask = async () => {
    const asked = await attempt(async () => {
      const answer = await call('POST /api/staff/phone-entries/:id/asking', { params: { id } });
      setWhole(answer.phone);
      // Where the phone lets no page copy, the number stands there to be typed.
      await navigator.clipboard?.writeText(answer.phone).catch(() => null);
      say(t('number_copied', { phone: answer.phone }));
    });
    if (asked) await changed();
  };
  const answer = async (outcome: 'refused' | 'wrong') => {
    const noted = await attempt(async () =>
      call('POST /api/staff/phone-entries/:id/answer', { params: { id }, body: { outcome } }),
    );
    if (noted) say(t('number_answered'));
    await changed();
  };
  return (
    <li className={late ? 'late' : ''}>
      <b>{whole ?? phone}</b>
      <small>
        {late && <em>{t('numbers_late')} </em>}
        {state === 'asked' && <em>{t('number_wait')} </em>}
        {list}
        {announced && ` · ${t('numbers_told')}`}
      </small>
      <div className="line">
        {state === 'asked' && (
          <>
            <Act kind="plain" act={async () => answer('wrong')}>
              {t('number_wrong')}
            </Act>
            <Act kind="plain" act={async () => answer('refused')}>
              {t('number_refused')}
            </Act>
          </>
        )}
        {(state === 'asked' || !enough) && (
          <Act kind={state === 'asked' ? 'plain' : 'primary'} act={ask}>
            {t('number_ask')}
          </Act>
        )}
      </div>
    </li>
  );
}
