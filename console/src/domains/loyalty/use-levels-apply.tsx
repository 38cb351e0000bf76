import { levelsApply } from '@huoshui/contracts/words/loyalty';
import { App, Radio, Space, Typography } from 'antd';
import { useCallback, useState } from 'react';
import { ApiError } from '../../ui/api-error.ts';
import { formatCount } from '../../ui/format.ts';
import { useSharedText } from '../../ui/shared-texts.ts';
import { useWords } from '../../ui/words.ts';
import { useLoyaltyText } from './texts.ts';

type Apply = keyof typeof levelsApply;

type Undecided = {
  readonly count: number;
  readonly moves: readonly {
    readonly from: string | null;
    readonly to: string | null;
    readonly members: number;
    readonly later: boolean;
  }[];
  /** How many rise. */
  readonly gifts: number;
};

/** What the server says would move; null when it refused for another reason. */
function undecidedOf(error: unknown): Undecided | null {
  if (!(error instanceof ApiError) || error.code !== 'loyalty.levels_undecided') return null;
  return isUndecided(error.details) ? error.details : null;
}

function isUndecided(details: unknown): details is Undecided {
  return typeof details === 'object' && details !== null && 'moves' in details && 'gifts' in details;
}

type Saving<T> = (query: { readonly apply?: Apply }) => Promise<T>;

/**
 * Saves a change of the ladder. Where it moves anybody, the server says whom first and nothing is saved: they are shown, and it
 * is saved the way that is chosen; who thinks again is told by the refusal that nothing was.
 */
export function useLevelsApply(): <T>(save: Saving<T>) => Promise<T> {
  const { modal } = App.useApp();
  const t = useLoyaltyText();
  const shared = useSharedText();
  return useCallback(
    async (save) => {
      try {
        return await save({});
      } catch (error) {
        const undecided = undecidedOf(error);
        if (undecided === null) throw error;
        let apply: Apply = 'silent';
        const sure = await modal.confirm({
          title: t('apply_title', { count: formatCount(undecided.count) }),
          content: (
            <Moves
              undecided={undecided}
              onChoose={(chosen) => {
                apply = chosen;
              }}
            />
          ),
          okText: t('apply_ok'),
          cancelText: shared('cancel'),
          width: 520,
          centered: true,
        });
        if (!sure) throw error;
        return save({ apply });
      }
    },
    [modal, t, shared],
  );
}

type MovesProps = { readonly undecided: Undecided; readonly onChoose: (apply: Apply) => void };

function Moves({ undecided: { moves, gifts }, onChoose }: MovesProps) {
  const t = useLoyaltyText();
  const say = useWords();
  const [apply, setApply] = useState<Apply>('silent');
  return (
    <>
      <ul>
        {moves.map(({ from, to, members, later }) => (
          <li key={`${from} ${to} ${later}`}>
            {from ?? t('no_level')} → {to ?? t('no_level')} {t('apply_members', { count: formatCount(members) })}
            {later && <Typography.Text type="secondary"> {t('apply_later')}</Typography.Text>}
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
            {say(levelsApply.silent)}
            <Typography.Paragraph type="secondary">{t('apply_silent_hint')}</Typography.Paragraph>
          </Radio>
          <Radio value="start" disabled={gifts === 0}>
            {say(levelsApply.start)}
            <Typography.Paragraph type="secondary">
              {gifts === 0 ? t('apply_nothing') : t('apply_gifts', { count: formatCount(gifts) })}
            </Typography.Paragraph>
          </Radio>
        </Space>
      </Radio.Group>
    </>
  );
}
