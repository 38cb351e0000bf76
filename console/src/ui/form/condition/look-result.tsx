import type { Condition } from '@huoshui/contracts/condition';
import { formatCount, formatPercent } from '../../format.ts';
import { useWords } from '../../words.ts';
import type { ConditionLook } from '../fields/field-kit.tsx';
import { asGroup, bodyOf, isGroup, itemsOf, joinOf } from './condition-tree.ts';
import { useKindsOnce } from './kinds.ts';
import { useLook } from './look.tsx';
import { useConditionText } from './texts.ts';

/** How many members are meant, in words, and how many fall at each condition: beside an editor that has the room. */
export function LookResult() {
  const t = useConditionText();
  const say = useWords();
  const share = useShare();
  const { look, asking, condition } = useLook();
  return (
    <div aria-live="polite" aria-busy={asking} className={asking ? 'hs-look-asking' : undefined}>
      {look?.members === null || look?.members === undefined ? (
        <>
          <p className="hs-soft">{t(asking && look === null ? 'counting' : 'unfinished')}</p>
          {look && <Missing problems={look.problems} />}
        </>
      ) : (
        <>
          <p className="hs-look-count">{t('people', { count: formatCount(look.members) })}</p>
          <p className="hs-soft hs-small">{share(look)}</p>
        </>
      )}
      {look?.sentence && (
        <>
          <h3 className="hs-look-title">{t('means')}</h3>
          <p className="hs-form-sentence">{say(look.sentence)}</p>
        </>
      )}
      {look && look.members !== null && condition && <Falls look={look} condition={condition} />}
    </div>
  );
}

/** The same in one line, under an editor in a narrow place. */
export function LookLine() {
  const t = useConditionText();
  const share = useShare();
  const { look, asking } = useLook();
  if (look?.members === null || look?.members === undefined) return null;
  return (
    <p className={asking ? 'hs-look-line hs-look-asking' : 'hs-look-line'} aria-live="polite" aria-busy={asking}>
      <strong>{t('now', { count: formatCount(look.members) })}</strong>{' '}
      <span className="hs-soft hs-small">{share(look)}</span>
    </p>
  );
}

function useShare() {
  const t = useConditionText();
  return ({ members, everyone }: ConditionLook) =>
    t('share', {
      all: formatCount(everyone ?? 0),
      share: formatPercent(everyone && members !== null ? members / everyone : null),
    });
}

type FallsProps = { readonly look: ConditionLook; readonly condition: Condition };

/** Everybody, and how many are left after each part of an `all`. */
function Falls({ look, condition }: FallsProps) {
  const t = useConditionText();
  const say = useWords();
  const kinds = useKindsOnce();
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

const MOST_TOLD = 5;

/** What keeps it from being counted, in the order in which it stands in the editor. */
function Missing({ problems }: { readonly problems: ConditionLook['problems'] }) {
  const say = useWords();
  return (
    <ul className="hs-look-missing hs-small">
      {problems.slice(0, MOST_TOLD).map(({ at, words }) => (
        <li key={at}>{say(words)}</li>
      ))}
    </ul>
  );
}
