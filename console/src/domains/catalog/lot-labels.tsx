import { useQuery } from '@tanstack/react-query';
import { Button, QRCode, Select } from 'antd';
import { useState } from 'react';
import { useParams } from 'react-router';
import { api } from '../../ground/api.ts';
import { places } from '../../ui/by-place.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { useWords } from '../../ui/words.ts';
import { type Lot, spokenLot } from './lot-state.tsx';
import './lot-labels.css';
import { useLotText } from './lot-texts.ts';

/** On one sheet of A4: two, three or four columns of them. */
const counts = [1, 8, 12, 24, 48] as const;

/** The code of a lot on paper, as often as it is needed. */
export function LotLabels() {
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['lots', 'one', id],
    queryFn: async () => api('GET /api/admin/lots/:id', { params: { id } }),
  });
  return <Loaded query={query}>{(lot) => <Labels lot={lot} />}</Loaded>;
}

function Labels({ lot }: { readonly lot: Lot }) {
  const t = useLotText();
  const say = useWords();
  const [count, setCount] = useState<number>(12);
  return (
    <div className="hs-page hs-labels-page">
      <PageHead
        back={{ to: `/lots/${lot.id}`, label: `${lot.productName} ${lot.number}` }}
        title={t('labels')}
        purpose={t('labels_purpose', { product: lot.productName, number: lot.number })}
        actions={
          <>
            <Select
              aria-label={t('labels_count')}
              value={count}
              onChange={setCount}
              options={counts.map((value) => ({ value, label: `${t('labels_count')} ${value}` }))}
            />
            <Button type="primary" onClick={() => window.print()}>
              {t('labels_print')}
            </Button>
          </>
        }
      />
      <div className="hs-labels">
        {places(count).map(({ place }) => (
          <section key={place} className="hs-label">
            <QRCode
              type="svg"
              value={lot.address}
              aria-label={`${t('code')} ${lot.code}`}
              size={96}
              errorLevel="M"
              bordered={false}
              color="#000"
              bgColor="#fff"
            />
            <div>
              <b>{lot.productName}</b>
              <span>{say(lot.sentence)}</span>
              <span>{lot.number}</span>
              <span className="hs-code">{spokenLot(lot.code)}</span>
              <small>{t('scan')}</small>
            </div>
          </section>
        ))}
      </div>
    </div>
  );
}
