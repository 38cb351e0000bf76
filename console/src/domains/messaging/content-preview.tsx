import type { Draft } from '@huoshui/contracts/form';
import { wordsOf } from '@huoshui/contracts/words';
import { channel as channelWords } from '@huoshui/contracts/words/messaging';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '../../ground/api.ts';
import { useSession } from '../../ground/session.tsx';
import { useFound } from '../../ui/form/fields/form-preview.tsx';
import { PhonePreview } from '../../ui/phone/phone-preview.tsx';
import { useWords } from '../../ui/words.ts';
import { useMessagingText } from './texts.ts';
import './messaging.css';

type ContentPreviewProps = { readonly templateId: string; readonly channel: string; readonly values: Draft };

const NONE = [] as const;
/** Long enough that a word is typed in one go. */
const PAUSE_MS = 300;

/** The message as this channel would send it, the examples filled in; what is wrong stands at its field. */
export function ContentPreview({ templateId, channel, values }: ContentPreviewProps) {
  const t = useMessagingText();
  const say = useWords();
  const shop = useSession()?.shop.name ?? '';
  const typed = usePaused(JSON.stringify(values));
  const { data } = useQuery({
    queryKey: ['message-preview', templateId, channel, typed],
    queryFn: async () =>
      api('POST /api/admin/message-templates/:id/contents/:channel/preview', {
        params: { id: templateId, channel },
        body: { values: JSON.parse(typed) },
      }),
    placeholderData: keepPreviousData,
  });
  useFound('', data?.problems ?? NONE);
  return (
    <>
      <PhonePreview title={say(wordsOf(channelWords, channel))} caption={t('preview_caption')}>
        <div className="hs-notice">
          <div className="hs-notice-shop">{shop}</div>
          {data?.preview ? (
            <>
              <strong>{data.preview.title}</strong>
              <Lines lines={data.preview.lines} />
              <div className="hs-notice-open">
                <span>{t('view_detail')}</span>
                <span>›</span>
              </div>
            </>
          ) : (
            <p className="hs-soft">{data?.problems[0] ? say(data.problems[0].words) : '…'}</p>
          )}
        </div>
      </PhonePreview>
      <ul className="hs-remarks">
        {(data?.preview?.remarks ?? []).map((remark) => (
          <li key={remark.en}>{say(remark)}</li>
        ))}
      </ul>
    </>
  );
}

type Line = { readonly label: string | null; readonly text: string };

/** Lines with labels stand in two columns, as WeChat draws them. Two lines may be alike: their place tells them apart. */
function Lines({ lines }: { readonly lines: readonly Line[] }) {
  const placed = lines.map((line, index) => ({ ...line, key: `${index} ${line.label ?? ''}` }));
  if (placed.every(({ label }) => label === null)) return placed.map(({ key, text }) => <p key={key}>{text}</p>);
  return (
    <dl>
      {placed.map(({ key, label, text }) => (
        <div key={key}>
          <dt>{label}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

function usePaused(value: string): string {
  const [paused, setPaused] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return paused;
}
