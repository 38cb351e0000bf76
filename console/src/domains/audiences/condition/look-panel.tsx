import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { api } from '../../../ground/api.ts';
import { useCan } from '../../../ground/session.tsx';
import { Panel } from '../../../ui/detail/key-figures.tsx';
import { useReportError } from '../../../ui/failure.tsx';
import { formatCount, formatPercent } from '../../../ui/format.ts';
import { useWords } from '../../../ui/words.ts';
import { asGroup, bodyOf, isGroup, itemsOf, joinOf } from './condition-tree.ts';
import { type Kinds, useKindsOnce } from './kinds.ts';
import { type Look, useLook } from './look.tsx';
import { useConditionText } from './texts.ts';

/** Beside the editor: how many members are meant, in words, how many fall at each condition, and some of them. */
export function LookPanel() {
  const t = useConditionText();
  const say = useWords();
  const { look, asking } = useLook();
  return (
    <Panel title={t('look')}>
      <div aria-live="polite" aria-busy={asking} className={asking ? 'hs-look-asking' : undefined}>
        {look?.members === null || look?.members === undefined ? (
          <p className="hs-soft">{t(asking && look === null ? 'counting' : 'unfinished')}</p>
        ) : (
          <>
            <p className="hs-look-count">{t('people', { count: formatCount(look.members) })}</p>
            <p className="hs-soft hs-small">
              {t('share', {
                all: formatCount(look.everyone ?? 0),
                share: formatPercent(look.everyone ? look.members / look.everyone : null),
              })}
            </p>
          </>
        )}
        {look?.sentence && (
          <>
            <h3 className="hs-look-title">{t('means')}</h3>
            <p className="hs-form-sentence">{say(look.sentence)}</p>
          </>
        )}
        {look && look.members !== null && <Falls look={look} />}
      </div>
      {look && look.members !== null && <Sample />}
    </Panel>
  );
}

/** Everybody, and how many are left after each part of an `all`. */
function Falls({ look }: { readonly look: Look }) {
  const t = useConditionText();
  const say = useWords();
  const kinds: Kinds = useKindsOnce();
  const { condition } = useLook();
  const root = asGroup(condition);
  const items = itemsOf(root);
  if (joinOf(root) !== 'all' || items.length < 2) return null;
  const all = look.everyone ?? 0;
  const rows = items.map((item, n) => {
    const inner = bodyOf(item);
    const kind = isGroup(inner) ? undefined : kinds.find((one) => one.kind === inner.kind);
    const name = isGroup(inner) ? t('group') : kind ? say(kind.words) : inner.kind;
    return {
      at: `all.${n}`,
      name: inner === item ? name : `${t('not')} ${name}`,
      left: look.parts.find((part) => part.at === `all.${n}`)?.left ?? 0,
    };
  });
  return (
    <>
      <h3 className="hs-look-title">{t('funnel')}</h3>
      <ol className="hs-look-falls">
        {[{ at: '', name: t('everyone'), left: all }, ...rows].map(({ at, name, left }) => (
          <li key={at}>
            <span>{name}</span>
            <span>{formatCount(left)}</span>
            <i style={{ width: `${all === 0 ? 0 : Math.max(1, (left / all) * 100)}%` }} />
          </li>
        ))}
      </ol>
    </>
  );
}

type Member = { readonly id: string; readonly nickname: string; readonly phoneMasked: string | null };

function Sample() {
  const t = useConditionText();
  const can = useCan();
  const reportError = useReportError();
  const { condition } = useLook();
  const typed = JSON.stringify(condition);
  const [seen, setSeen] = useState<{ readonly of: string; readonly items: readonly Member[] } | null>(null);
  const [busy, setBusy] = useState(false);
  if (!can('members.read')) return null;
  const show = async () => {
    setBusy(true);
    try {
      const { items } = await api('POST /api/admin/conditions/sample', { body: { condition } });
      setSeen({ of: typed, items });
    } catch (error) {
      reportError(error);
    } finally {
      setBusy(false);
    }
  };
  // Of another condition than the one that stands there now, they are nobody's sample.
  if (seen === null || seen.of !== typed)
    return (
      <Button size="small" loading={busy} onClick={() => void show()}>
        {t('sample')}
      </Button>
    );
  if (seen.items.length === 0) return <p className="hs-soft">{t('sample_none')}</p>;
  return (
    <ul className="hs-look-sample">
      {seen.items.map(({ id, nickname, phoneMasked }) => (
        <li key={id}>
          <Link to={`/members/${id}`} target="_blank">
            {nickname}
          </Link>{' '}
          <span className="hs-faint hs-small">{phoneMasked}</span>
        </li>
      ))}
    </ul>
  );
}
