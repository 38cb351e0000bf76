import { pageKind } from '@huoshui/contracts/words/pages';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { DatePicker } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useDeferredValue, useEffect, useState } from 'react';
import { type Answer, api } from '../../ground/api.ts';
import { Failure } from '../../ui/failure.tsx';
import { Pick } from '../../ui/form/fields/picker-field.tsx';
import { PhonePreview } from '../../ui/phone/phone-preview.tsx';
import { useWords } from '../../ui/words.ts';
import type { Block, Page } from './composition.ts';
import { DrawnBlock } from './drawn-block.tsx';
import { usePageText } from './texts.ts';

type Answered = Answer<'POST /api/admin/page-previews'>;
export type Preview = Answered & {
  readonly failure: unknown;
  readonly member: string;
  readonly at: string | null;
  readonly ask: (asked: { readonly member?: string; readonly at?: string | null }) => void;
};

/** Long enough that a word is typed in one go. */
const PAUSE = 400;

/** What these blocks would show a member at a moment, asked of the server while somebody composes; of a page with what is tested on it. */
export function usePreview(kind: Page['kind'], blocks: readonly Block[], page?: string): Preview {
  const [{ member, at }, setAsked] = useState<{ readonly member: string; readonly at: string | null }>({
    member: '',
    at: null,
  });
  const settled = useSettled(blocks);
  const query = useQuery({
    queryKey: ['page-previews', kind, page, settled, member, at],
    queryFn: async () =>
      api('POST /api/admin/page-previews', {
        body: {
          kind,
          blocks: [...settled],
          ...(page === undefined ? {} : { page }),
          ...(member === '' ? {} : { member }),
          ...(at === null ? {} : { at }),
        },
      }),
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });
  return {
    blocks: query.data?.blocks ?? [],
    problems: query.data?.problems ?? [],
    failure: query.error,
    member,
    at,
    ask: (asked) => setAsked((before) => ({ ...before, ...asked })),
  };
}

function useSettled(blocks: readonly Block[]): readonly Block[] {
  const [settled, setSettled] = useState(blocks);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(blocks), PAUSE);
    return () => clearTimeout(timer);
  }, [blocks]);
  return useDeferredValue(settled);
}

type PhoneProps = {
  readonly preview: Preview;
  readonly kind: Page['kind'];
  readonly open: string | null;
  readonly onOpen: (key: string) => void;
};

/** The page as she would have it; what is not there says why. */
export function Phone({ preview, kind, open, onOpen }: PhoneProps) {
  const t = usePageText();
  const say = useWords();
  const { member, at, ask, blocks } = preview;
  return (
    <aside className="hs-composer-phone">
      <div className="hs-composer-asked">
        <Pick
          of="member"
          many={false}
          label={t('as_member')}
          value={member === '' ? [] : [member]}
          onChange={([id = '']) => ask({ member: id })}
        />
        <DatePicker
          showTime={{ format: 'HH:mm' }}
          value={at === null ? null : dayjs(at)}
          placeholder={t('at_moment')}
          aria-label={t('at_moment')}
          onChange={(moment: Dayjs | null) => ask({ at: moment?.toISOString() ?? null })}
        />
      </div>
      <p className="hs-soft hs-small">{t(member === '' ? 'as_stranger' : 'as_chosen')}</p>
      {preview.failure !== null && <Failure error={preview.failure} />}
      <PhonePreview title={say(pageKind[kind])}>
        <div className="hs-drawn">
          {blocks.map(({ key, words, content, absent, arm }) => (
            <button
              key={key}
              type="button"
              className={`hs-drawn-block ${open === key ? 'hs-drawn-open' : ''}`}
              aria-label={say(words)}
              onClick={() => onOpen(key)}
            >
              {arm !== null && (
                <span className="hs-drawn-arm">
                  {t('draw_arm', { experiment: arm.experiment, arm: say(arm.name) })}
                </span>
              )}
              {content === null ? (
                <span className="hs-drawn-absent">
                  {say(words)}
                  {absent && <span>{say(absent)}</span>}
                </span>
              ) : (
                <DrawnBlock content={content} />
              )}
            </button>
          ))}
        </div>
      </PhonePreview>
    </aside>
  );
}
