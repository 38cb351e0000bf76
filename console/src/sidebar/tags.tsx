import { useState } from 'react';
import { call } from './call.ts';
import { Card } from './parts.tsx';
import type { Shown } from './profile.tsx';
import { attempt } from './say.tsx';
import { useText } from './texts.ts';

type Props = { readonly id: string; readonly tags: Shown['tags']; readonly set: (tags: Shown['tags']) => void };

const LONGEST = 15;

/** What she is tagged with; the corp's tags follow by themselves. */
export function Tags({ id, tags, set }: Props) {
  const t = useText();
  const [draft, setDraft] = useState<string | null>(null);
  const add = async () => {
    const name = (draft ?? '').trim();
    if (name === '') return setDraft(null);
    const added = await attempt(async () =>
      set((await call('POST /api/staff/customers/:id/tags', { params: { id }, body: { name } })).tags),
    );
    if (added) setDraft(null);
  };
  const remove = async (name: string) =>
    attempt(async () => set((await call('DELETE /api/staff/customers/:id/tags/:name', { params: { id, name } })).tags));
  return (
    <Card title={t('tags')}>
      <div className="tags">
        {tags.length === 0 && draft === null && <span className="soft">{t('no_tags')}</span>}
        {tags.map(({ name }) => (
          <span className="tag" key={name}>
            {name}
            <button type="button" aria-label={t('remove_tag', { name })} onClick={() => void remove(name)}>
              ×
            </button>
          </span>
        ))}
        {draft === null ? (
          <button type="button" className="tag add" onClick={() => setDraft('')}>
            + {t('add_tag')}
          </button>
        ) : (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              void add();
            }}
          >
            <input
              // biome-ignore lint/a11y/noAutofocus: she has just asked for it
              autoFocus
              aria-label={t('add_tag')}
              placeholder={t('tag_name')}
              maxLength={LONGEST}
              value={draft}
              onChange={({ target }) => setDraft(target.value)}
              onBlur={() => void add()}
            />
          </form>
        )}
      </div>
    </Card>
  );
}
