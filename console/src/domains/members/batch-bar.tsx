import { valuesOf } from '@huoshui/contracts/words';
import { stage } from '@huoshui/contracts/words/audiences';
import { Button } from 'antd';
import { useState } from 'react';
import { May } from '../../ground/may.tsx';
import { formatCount } from '../../ui/format.ts';
import { countWords, oneOf } from '../../ui/list/column.ts';
import type { Chosen } from '../../ui/list/list.tsx';
import { useSharedText } from '../../ui/shared-texts.ts';
import { type Who, WithCoupon, WithTag } from './batch-dialogs.tsx';
import type { MemberRow } from './member-columns.tsx';
import { useMemberText } from './texts.ts';

/** Takes the place of the filters while members are ticked: for those, or for all whom the filters find. */
export function BatchBar({ rows, asked, counted, onDone }: Chosen<MemberRow>) {
  const t = useMemberText();
  const shared = useSharedText();
  const [all, setAll] = useState(false);
  const [open, setOpen] = useState<'tag' | 'untag' | 'coupon' | null>(null);
  const who: Who = all
    ? { q: asked.q, stage: oneOf(valuesOf(stage), asked.filters.stage), tag: asked.filters.tag }
    : { ids: rows.map(({ id }) => id) };
  const close = () => setOpen(null);
  return (
    <>
      <strong className="hs-nowrap">{all ? t('chosen_all') : t('chosen', { count: formatCount(rows.length) })}</strong>
      {counted?.total !== undefined && counted.total > rows.length && (
        <Button type="link" onClick={() => setAll(!all)}>
          {all ? t('choose_page') : t('choose_all', { count: countWords(counted) ?? '' })}
        </Button>
      )}
      <May call="POST /api/admin/member-batches/tag">
        <Button onClick={() => setOpen('tag')}>{t('many_tag')}</Button>
      </May>
      <May call="POST /api/admin/member-batches/untag">
        <Button onClick={() => setOpen('untag')}>{t('many_untag')}</Button>
      </May>
      <May call="POST /api/admin/member-batches/coupon">
        <Button onClick={() => setOpen('coupon')}>{t('many_coupon')}</Button>
      </May>
      <Button type="link" onClick={onDone}>
        {shared('deselect')}
      </Button>
      {(open === 'tag' || open === 'untag') && <WithTag kind={open} who={who} onClose={close} />}
      {open === 'coupon' && <WithCoupon who={who} onClose={close} />}
    </>
  );
}
