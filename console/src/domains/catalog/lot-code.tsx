import { QRCode } from 'antd';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { type Lot, spokenLot } from './lot-state.tsx';
import { useLotText } from './lot-texts.ts';

/** What is printed, as it will be scanned. */
export function LotCode({ lot }: { readonly lot: Lot | null }) {
  const t = useLotText();
  return (
    <Panel title={t('page')}>
      {lot === null ? (
        <p className="hs-soft">{t('page_none')}</p>
      ) : (
        <div style={{ display: 'grid', justifyItems: 'center', gap: 8 }}>
          <QRCode
            type="svg"
            value={lot.address}
            aria-label={`${t('code')} ${lot.code}`}
            size={176}
            errorLevel="M"
            bordered={false}
            style={{ boxSizing: 'content-box', padding: 8 }}
            color="#000"
            bgColor="#fff"
          />
          <span className="hs-code">{spokenLot(lot.code)}</span>
          <a href={lot.address} target="_blank" rel="noreferrer">
            {t('open_page')}
          </a>
        </div>
      )}
    </Panel>
  );
}
