import { Button, Select } from 'antd';
import { useSharedText } from '../shared-texts.ts';
import { limits } from './place.ts';

type PagerProps = {
  readonly page: number;
  readonly total: string | undefined;
  readonly limit: number;
  readonly onLimit: (limit: number) => void;
  readonly onPrevious: (() => void) | undefined;
  readonly onNext: (() => void) | undefined;
};

/** Keyset pages go forward and back; there is no jump to page 500, and none is slow. */
export function Pager({ page, total, limit, onLimit, onPrevious, onNext }: PagerProps) {
  const t = useSharedText();
  return (
    <footer className="hs-pager">
      <span className="hs-faint">{total !== undefined && t('total', { count: total })}</span>
      <span className="hs-pager-right">
        <Select
          size="small"
          variant="borderless"
          value={limit}
          aria-label={t('per_page', { count: limit })}
          onChange={onLimit}
          popupMatchSelectWidth={false}
          options={limits.map((count) => ({ value: count, label: t('per_page', { count }) }))}
        />
        <span className="hs-faint">{t('page', { page })}</span>
        <Button size="small" disabled={!onPrevious} onClick={onPrevious}>
          {t('previous')}
        </Button>
        <Button size="small" disabled={!onNext} onClick={onNext}>
          {t('next')}
        </Button>
      </span>
    </footer>
  );
}
