import { useQuery } from '@tanstack/react-query';
import { Alert, App, DatePicker, Modal, Radio } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { api } from '../../ground/api.ts';
import { Failure } from '../../ui/failure.tsx';
import type { Page } from './composition.ts';
import { Differences } from './differences.tsx';
import { usePageText } from './texts.ts';

type Props = {
  /** As it was saved last: what is published is what is seen here. */
  readonly page: Page;
  readonly onDone: (page: Page) => void;
  readonly onClose: () => void;
};

/** What publishing changes, and when it comes and goes. */
export function PublishDialog({ page, onDone, onClose }: Props) {
  const t = usePageText();
  const { message } = App.useApp();
  const [when, setWhen] = useState<'now' | 'later'>('now');
  const [startsAt, setStartsAt] = useState<Dayjs | null>(null);
  const [endsAt, setEndsAt] = useState<Dayjs | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const from = page.live?.version ?? null;
  const differences = useQuery({
    queryKey: ['pages', 'differences', page.id, from, page.saves],
    queryFn: async () =>
      api('GET /api/admin/pages/:id/differences', { params: { id: page.id }, query: { from: from ?? 0, to: 0 } }),
    enabled: from !== null,
  });
  // One that is planned, or gives way again, lets them rest.
  const ends =
    when === 'now' && endsAt === null
      ? page.experiments.filter(
          ({ state, block }) => state === 'running' && !page.blocks.some(({ key }) => key === block),
        )
      : [];
  const publish = async () => {
    setBusy(true);
    setError(null);
    try {
      const done = await api('POST /api/admin/pages/:id/publication', {
        params: { id: page.id },
        body: {
          saves: page.saves,
          startsAt: when === 'now' ? null : (startsAt?.toISOString() ?? null),
          endsAt: endsAt?.toISOString() ?? null,
        },
      });
      void message.success(t(when === 'now' ? 'published' : 'planned'));
      onDone(done);
      onClose();
    } catch (refused) {
      setError(refused);
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      width={560}
      title={t('publish_of', { name: page.name })}
      okText={t(when === 'now' ? 'publish_now' : 'publish_later')}
      okButtonProps={{ disabled: when === 'later' && startsAt === null }}
      confirmLoading={busy}
      onOk={() => void publish()}
      onCancel={onClose}
    >
      {ends.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t('ends_tests', { names: ends.map(({ name }) => name).join(t('comma')) })}
          style={{ marginBottom: 8 }}
        />
      )}
      {page.next !== null && <Alert type="info" showIcon title={t('has_next', { version: page.next.version })} />}
      <p>
        <Radio.Group
          value={when}
          options={[
            { value: 'now', label: t('at_once') },
            { value: 'later', label: t('from_moment') },
          ]}
          onChange={(event) => setWhen(event.target.value === 'later' ? 'later' : 'now')}
        />
        {when === 'later' && (
          <DatePicker
            showTime={{ format: 'HH:mm' }}
            value={startsAt}
            onChange={setStartsAt}
            aria-label={t('from_moment')}
          />
        )}
      </p>
      <p>
        {t('until')}{' '}
        <DatePicker showTime={{ format: 'HH:mm' }} value={endsAt} onChange={setEndsAt} aria-label={t('until')} />{' '}
        <span className="hs-soft">{t('until_hint')}</span>
      </p>
      {from === null ? (
        <p className="hs-soft">{t('publish_first')}</p>
      ) : (
        <>
          <h3>{t('against', { version: from })}</h3>
          <Differences items={differences.data?.items ?? []} />
        </>
      )}
      {error !== null && <Failure error={error} />}
    </Modal>
  );
}
