import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { api } from '../../../ground/api.ts';
import { useCan } from '../../../ground/session.tsx';
import { Panel } from '../../../ui/detail/key-figures.tsx';
import { useReportError } from '../../../ui/failure.tsx';
import { useLook } from '../../../ui/form/condition/look.tsx';
import { LookResult } from '../../../ui/form/condition/look-result.tsx';
import { useSegmentText } from './texts.ts';

/** Beside the editor: how many members are meant, in words, how many fall at each condition, and some of them. */
export function LookPanel() {
  const t = useSegmentText();
  const { look } = useLook();
  return (
    <Panel title={t('look')}>
      <LookResult />
      {look && look.members !== null && <Sample />}
    </Panel>
  );
}

type Member = { readonly id: string; readonly nickname: string; readonly phoneMasked: string | null };

function Sample() {
  const t = useSegmentText();
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
