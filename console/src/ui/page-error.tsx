import { Button } from 'antd';
import { useNavigate, useRouteError } from 'react-router';
import { Empty } from './empty.tsx';
import { useSharedText } from './shared-texts.ts';

/** A page that threw, or an address that leads nowhere. A chunk of an older build is fetched anew by a reload. */
export function PageError() {
  const t = useSharedText();
  const error = useRouteError();
  const navigate = useNavigate();
  const missing = error === undefined || error === null;
  return (
    <div className="hs-page">
      <Empty
        title={t(missing ? 'page_missing' : 'page_broken')}
        hint={t(missing ? 'page_missing_hint' : 'page_broken_hint')}
        action={
          <>
            {!missing && (
              <p className="hs-code hs-faint">
                {error instanceof Error ? `${error.name}: ${error.message}` : String(error)}
              </p>
            )}
            {missing ? (
              <Button type="primary" onClick={() => void navigate('/')}>
                {t('to_overview')}
              </Button>
            ) : (
              <Button type="primary" onClick={() => location.reload()}>
                {t('reload_page')}
              </Button>
            )}
          </>
        }
      />
    </div>
  );
}
