import { Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatRelative, formatTime } from './calendar.ts';
import { formatChange, formatPoints, formatYuan, formatYuanCompact } from './format.ts';
import { currentLanguage, type Language } from './language.ts';
import { now } from './now.ts';
import { useSharedText } from './shared-texts.ts';

/** Re-renders with the language switch. */
export function useLanguage(): Language {
  useTranslation();
  return currentLanguage();
}

export function Money({ fen, strong = false }: { readonly fen: number; readonly strong?: boolean }) {
  return (
    <span className="hs-nowrap" style={strong ? { fontWeight: 600 } : undefined}>
      {formatYuan(fen)}
    </span>
  );
}

/** Money of a key figure: shortened from ten thousand yuan on, the exact sum on hover. */
export function MoneyCompact({ fen }: { readonly fen: number }) {
  const language = useLanguage();
  return <span title={formatYuan(fen)}>{formatYuanCompact(fen, language)}</span>;
}

/** Relative, with the absolute time in the shop's zone on hover. */
export function Time({
  at,
  absolute = false,
}: {
  readonly at: string | null | undefined;
  readonly absolute?: boolean;
}) {
  const language = useLanguage();
  if (at === null || at === undefined) return <span className="hs-faint">–</span>;
  return (
    <Tooltip title={`${formatTime(at, true)} (UTC+8)`}>
      <time dateTime={at} className="hs-nowrap">
        {absolute ? formatTime(at) : formatRelative(at, now(), language)}
      </time>
    </Tooltip>
  );
}

type ChangeProps = {
  readonly current: number;
  readonly before: number | null;
  /** Shares are compared in percentage points, everything else in percent. */
  readonly share?: boolean;
  /** For costs and losses a rise is bad. */
  readonly lowerIsBetter?: boolean;
};

/** `+12.3% 较上期`, coloured by whether that is good. */
export function Change({ current, before, share = false, lowerIsBetter = false }: ChangeProps) {
  const t = useSharedText();
  const language = useLanguage();
  const text =
    before === null ? null : share ? formatPoints(current - before, language) : formatChange(current, before);
  if (text === null || before === null) return <span className="hs-faint hs-small">{t('no_before')}</span>;
  const rises = text.startsWith('+');
  const falls = text.startsWith('-');
  const good = lowerIsBetter ? falls : rises;
  return (
    <span className="hs-small hs-nowrap">
      <span className={rises || falls ? (good ? 'hs-up' : 'hs-down') : 'hs-faint'}>{text}</span>
      <span className="hs-faint"> {t('against_before')}</span>
    </span>
  );
}
