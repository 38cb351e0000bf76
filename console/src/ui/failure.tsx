import { App, Button } from 'antd';
import { lazy, Suspense, useCallback } from 'react';
import { ApiError, Unreachable } from './api-error.ts';
import { useSharedText } from './shared-texts.ts';

// Text that can be copied brings text areas along, a tenth of what the first page loads; few ever see an error.
const QuotedCode = lazy(async () => ({ default: (await import('./quoted-code.tsx')).QuotedCode }));

/** What happened, what to do, and a code to quote: the same wherever something fails. */
export function Failure({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  const t = useSharedText();
  return (
    <div className="hs-failure" role="alert">
      <strong>{t('error_title')}</strong>
      <span>{useErrorSentence()(error)}</span>
      <ErrorCode error={error} />
      {onRetry && (
        <div style={{ marginTop: 12 }}>
          <Button onClick={onRetry}>{t('retry')}</Button>
        </div>
      )}
    </div>
  );
}

/** The sentence for an error of any kind. */
export function useErrorSentence(): (error: unknown) => string {
  const t = useSharedText();
  return useCallback(
    (error) => {
      if (error instanceof ApiError)
        // Not our server said so but something before it, which knows no words of ours.
        return error.status >= 500 && error.code.startsWith('http.')
          ? t('error_no_answer', { status: String(error.status) })
          : error.message;
      return t(error instanceof Unreachable ? 'error_unreachable' : 'error_unknown');
    },
    [t],
  );
}

/** For writes: a notification that stays until it is read. */
export function useReportError(): (error: unknown) => void {
  const { notification } = App.useApp();
  const t = useSharedText();
  const sentence = useErrorSentence();
  return useCallback(
    (error) =>
      notification.error({
        title: t('error_not_saved'),
        description: (
          <>
            {sentence(error)}
            <ErrorCode error={error} />
          </>
        ),
        duration: 12,
        placement: 'topRight',
      }),
    [notification, t, sentence],
  );
}

function ErrorCode({ error }: { readonly error: unknown }) {
  if (!(error instanceof ApiError)) return null;
  const quoted = error.requestId === null ? error.code : `${error.code} · ${error.requestId}`;
  return (
    <Suspense fallback={<span className="hs-code hs-faint">{quoted}</span>}>
      <QuotedCode code={quoted} />
    </Suspense>
  );
}
