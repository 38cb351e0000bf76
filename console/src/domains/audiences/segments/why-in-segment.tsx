import { CheckOutlined, CloseOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Popover } from 'antd';
import { useState } from 'react';
import { api } from '../../../ground/api.ts';
import { useConditionText } from '../../../ui/form/condition/texts.ts';
import { Loaded } from '../../../ui/loaded.tsx';
import { useWords } from '../../../ui/words.ts';
import { useSegmentText } from './texts.ts';

type Props = { readonly memberId: string; readonly segmentId: string };

/** Why she is in it: each part of its condition with whether it is true for her now. */
export function WhyInSegment(props: Props) {
  const t = useSegmentText();
  const [open, setOpen] = useState(false);
  return (
    <Popover
      trigger="click"
      placement="topRight"
      open={open}
      onOpenChange={setOpen}
      title={t('why')}
      content={open && <Parts {...props} />}
    >
      <Button type="link" size="small">
        {t('why')}
      </Button>
    </Popover>
  );
}

function Parts({ memberId, segmentId }: Props) {
  const t = useSegmentText();
  const say = useWords();
  const joins = useConditionText();
  const query = useQuery({
    queryKey: ['segments', 'why', memberId, segmentId],
    queryFn: async () => api('GET /api/admin/members/:id/segments/:segmentId', { params: { id: memberId, segmentId } }),
  });
  return (
    <Loaded query={query} rows={3}>
      {({ member, parts }) => (
        <div className="hs-why">
          {parts.length === 0 && <p>{t('why_list')}</p>}
          <ul>
            {parts.map(({ at, level, join, negated, words, holds }) => (
              <li key={at} style={{ paddingLeft: level * 16 }}>
                {holds ? (
                  <CheckOutlined className="hs-up" aria-label={t('why_holds')} />
                ) : (
                  <CloseOutlined className="hs-danger" aria-label={t('why_not')} />
                )}{' '}
                {words ? say(words) : `${negated ? `${joins('not')} ` : ''}${join ? joins(join) : ''}`}
              </li>
            ))}
          </ul>
          {parts[0] && parts[0].holds !== member && <p className="hs-soft">{t(member ? 'why_left' : 'why_entered')}</p>}
        </div>
      )}
    </Loaded>
  );
}
