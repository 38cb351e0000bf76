import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Modal, Radio, Select, Space } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { api } from '../../../ground/api.ts';
import { Failure } from '../../../ui/failure.tsx';
import { formatCount } from '../../../ui/format.ts';
import { Grid } from '../../../ui/report/grid.tsx';
import { useWords } from '../../../ui/words.ts';
import type { JourneyKit } from '../journey-state.tsx';
import { DifferencesView } from './differences-view.tsx';
import type { Drawing } from './drawing.ts';
import { useSentence } from './sentence.ts';
import { useCanvasText } from './texts.ts';
import type { Editing } from './use-drawing.ts';

type PublishDialogProps = {
  readonly editing: Editing;
  readonly kit: JourneyKit;
  /** As it was saved last: what is published is what is seen here. */
  readonly drawing: Drawing;
  readonly onClose: () => void;
};

type NodeMap = Readonly<Record<string, string | null>>;

/** What publishing changes, and what becomes of those under way. */
export function PublishDialog({ editing, kit, drawing, onClose }: PublishDialogProps) {
  const t = useCanvasText();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [follows, setFollows] = useState(false);
  const [map, setMap] = useState<NodeMap>({});
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const say = useWords();
  const { version, state, differences, problems, warnings, standing } = drawing;
  const waiting = standing.reduce((sum, one) => sum + one.waiting, 0);
  const publish = async () => {
    setBusy(true);
    setError(null);
    editing.setClosed(true);
    try {
      const { moved } = await api('POST /api/admin/drawings/:id/publication', {
        params: { id: drawing.id },
        body: { saves: drawing.saves, start: true, move: follows ? moveOf(standing, map) : null },
      });
      void message.success(follows ? t('publish_moved', { count: formatCount(moved) }) : t('publish_done'));
      await navigate(`/journeys/${drawing.journeyId}`);
      await queries.invalidateQueries({ queryKey: ['journeys'] });
    } catch (refused) {
      setError(refused);
      setBusy(false);
      editing.setClosed(false);
    }
  };
  return (
    <Modal
      open
      width={640}
      title={t('publish_title', { name: drawing.name })}
      okText={t(version === null ? 'publish_start' : 'publish_ok')}
      okButtonProps={{ disabled: problems.length > 0 }}
      confirmLoading={busy}
      onOk={() => void publish()}
      onCancel={onClose}
    >
      {problems.length > 0 && <Alert type="error" showIcon title={t('publish_blocked', { count: problems.length })} />}
      {warnings.map(({ node, words }) => (
        <Alert key={`${node} ${words.zh}`} type="warning" showIcon title={say(words)} style={{ marginBottom: 12 }} />
      ))}
      <p>
        {version === null
          ? t('publish_first')
          : differences.length === 0
            ? t('publish_same')
            : t('publish_next', { version: version + 1 })}
        {state === 'paused' && ` ${t('publish_paused')}`}
      </p>
      {problems.length === 0 && version === null && <Reach drawing={drawing} />}
      {drawing.ofPlaybook && differences.length > 0 && (
        <Alert type="info" showIcon title={t('of_playbook')} style={{ marginBottom: 12 }} />
      )}
      {drawing.base !== null && version !== null && drawing.base < version && (
        <Alert type="warning" showIcon title={t('base_old', { base: drawing.base, version })} />
      )}
      {version !== null && differences.length > 0 && (
        <>
          <h3>{t('against', { version })}</h3>
          <div className="hs-canvas-scroll">
            <DifferencesView differences={differences} empty={t('changes_none')} />
          </div>
        </>
      )}
      {version !== null && waiting > 0 && differences.length > 0 && (
        <>
          <h3>{t('under_way', { count: formatCount(waiting) })}</h3>
          <Radio.Group value={follows} onChange={(event) => setFollows(event.target.value === true)}>
            <Space orientation="vertical">
              <Radio value={false}>{t('stay')}</Radio>
              <Radio value>{t('follow')}</Radio>
            </Space>
          </Radio.Group>
          {follows && <MoveTable editing={editing} kit={kit} drawing={drawing} map={map} onChange={setMap} />}
        </>
      )}
      {error !== null && <Failure error={error} />}
    </Modal>
  );
}

/** By the history of so many days; more is what a dry run is for. */
const REACH_DAYS = 7;

/** How many would come in: at once, and by the last days of history. That it cannot be asked just now is in nobody's way. */
function Reach({ drawing: { id, saves, definition } }: { readonly drawing: Drawing }) {
  const t = useCanvasText();
  const say = useWords();
  const { data, isPending } = useQuery({
    queryKey: ['drawing', 'reach', id, saves],
    queryFn: async () => api('POST /api/admin/drawings/:id/dry-run', { params: { id }, body: { days: REACH_DAYS } }),
    retry: false,
  });
  if (isPending) return <p className="hs-soft">{t('publish_reach')}</p>;
  if (!data) return null;
  const { atOnce, text } = data;
  const held = atOnce === null ? 0 : Math.round((atOnce * definition.holdout) / 100);
  return (
    <div aria-live="polite">
      {atOnce !== null && (
        <p className="hs-insight">{t('publish_at_once', { count: formatCount(atOnce), held: formatCount(held) })}</p>
      )}
      <p className="hs-soft">{say(text)}</p>
    </div>
  );
}

/** Who waits at a node that is no more, stays in her version unless somebody says where she goes on. */
function moveOf(standing: Drawing['standing'], map: NodeMap): Record<string, string | null> {
  return Object.fromEntries(
    standing.flatMap(({ node, kept }) =>
      Object.hasOwn(map, node) ? [[node, map[node] ?? null]] : kept ? [] : [[node, null]],
    ),
  );
}

type MoveTableProps = Omit<PublishDialogProps, 'onClose'> & {
  readonly map: NodeMap;
  readonly onChange: (map: NodeMap) => void;
};

const STAYS = '$stays';

function MoveTable({ editing, kit, drawing, map, onChange }: MoveTableProps) {
  const t = useCanvasText();
  const say = useWords();
  const sentence = useSentence(editing, kit);
  const targets = drawing.definition.nodes.map(({ key }) => ({ value: key, label: sentence(key) }));
  return (
    <>
      <Grid
        rows={drawing.standing}
        rowKey={(row) => row.node}
        columns={[
          { title: t('waits_at'), render: (row) => say(row.sentence) },
          { title: t('people'), number: true, render: (row) => formatCount(row.waiting) },
          {
            title: t('goes_on_at'),
            render: (row) => (
              <Select
                aria-label={`${say(row.sentence)} ${t('goes_on_at')}`}
                style={{ width: 240 }}
                value={Object.hasOwn(map, row.node) ? (map[row.node] ?? STAYS) : row.kept ? row.node : STAYS}
                options={[{ value: STAYS, label: t('stays_there') }, ...targets]}
                onChange={(to) => onChange({ ...map, [row.node]: to === STAYS ? null : to })}
              />
            ),
          },
        ]}
      />
      <p className="hs-soft hs-small">{t('moved_wait')}</p>
    </>
  );
}
