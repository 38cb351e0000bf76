import { rulesApply, type stage as stageWords } from '@huoshui/contracts/words/audiences';
import { App, Radio, Space, Typography } from 'antd';
import { useCallback, useState } from 'react';
import { ApiError } from '../../ui/api-error.ts';
import { formatCount } from '../../ui/format.ts';
import { useSharedText } from '../../ui/shared-texts.ts';
import { useWords } from '../../ui/words.ts';
import { StageTag } from '../members/index.ts';
import { useAudienceText } from './texts.ts';

export type Apply = keyof typeof rulesApply;
type Stage = keyof typeof stageWords;

type Undecided = {
  readonly count: number;
  readonly moves: readonly { readonly from: Stage; readonly to: Stage; readonly members: number }[];
  readonly begins: readonly { readonly name: string; readonly members: number }[];
};

/** What the server says would move; null when it refused for another reason. */
export function undecidedOf(error: unknown): Undecided | null {
  if (!(error instanceof ApiError) || error.code !== 'audiences.moves_undecided') return null;
  return isUndecided(error.details) ? error.details : null;
}

function isUndecided(details: unknown): details is Undecided {
  return typeof details === 'object' && details !== null && 'moves' in details && 'begins' in details;
}

/** Shows who would change her stage and what would start, and asks; null: neither, nothing is saved. */
export function useApply(): (undecided: Undecided) => Promise<Apply | null> {
  const { modal } = App.useApp();
  const t = useAudienceText();
  const shared = useSharedText();
  return useCallback(
    async (undecided) => {
      let chosen: Apply = 'silent';
      const sure = await modal.confirm({
        title: t('apply_title', { count: formatCount(undecided.count) }),
        content: (
          <Moves
            undecided={undecided}
            onChoose={(apply) => {
              chosen = apply;
            }}
          />
        ),
        okText: t('apply_ok'),
        cancelText: shared('cancel'),
        width: 520,
        centered: true,
      });
      return sure ? chosen : null;
    },
    [modal, t, shared],
  );
}

type MovesProps = { readonly undecided: Undecided; readonly onChoose: (apply: Apply) => void };

function Moves({ undecided: { moves, begins }, onChoose }: MovesProps) {
  const t = useAudienceText();
  const say = useWords();
  const [apply, setApply] = useState<Apply>('silent');
  return (
    <>
      <ul>
        {moves.map(({ from, to, members }) => (
          <li key={`${from} ${to}`}>
            <StageTag stage={from} /> → <StageTag stage={to} /> {t('apply_members', { count: formatCount(members) })}
          </li>
        ))}
      </ul>
      <Radio.Group
        className="hs-two-line-choice"
        value={apply}
        onChange={(event) => {
          setApply(event.target.value);
          onChoose(event.target.value);
        }}
      >
        <Space orientation="vertical">
          <Radio value="silent">
            {say(rulesApply.silent)}
            <Typography.Paragraph type="secondary">{t('apply_silent_hint')}</Typography.Paragraph>
          </Radio>
          <Radio value="start" disabled={begins.length === 0}>
            {say(rulesApply.start)}
            <Typography.Paragraph type="secondary">
              {begins.length === 0
                ? t('apply_nothing')
                : begins
                    .map(({ name, members }) => t('apply_begins', { name, count: formatCount(members) }))
                    .join(' · ')}
            </Typography.Paragraph>
          </Radio>
        </Space>
      </Radio.Group>
    </>
  );
}
