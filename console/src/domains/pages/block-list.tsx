import { ArrowDownOutlined, ArrowUpOutlined, CopyOutlined, DeleteOutlined, HolderOutlined } from '@ant-design/icons';
import { valuesOf } from '@huoshui/contracts/words';
import { blockGroup, blockKind } from '@huoshui/contracts/words/pages';
import { Button, Tooltip } from 'antd';
import { type DragEvent, useState } from 'react';
import { Empty } from '../../ui/empty.tsx';
import { useWords } from '../../ui/words.ts';
import { addBlock, type Block, freshKey, moveBlock, type PageKit } from './composition.ts';
import type { Preview } from './phone.tsx';
import { usePageText } from './texts.ts';
import type { Composing } from './use-composition.ts';

const MOST = 50;

type Props = {
  readonly kit: PageKit;
  readonly composing: Composing;
  readonly preview: Preview;
  readonly open: string | null;
  readonly onOpen: (key: string | null) => void;
};

/** The blocks in their order, dragged or moved by buttons, and what can be added. */
export function BlockList({ kit, composing, preview, open, onOpen }: Props) {
  const t = usePageText();
  const { present, writes, edit } = composing;
  const [over, setOver] = useState<number | null>(null);
  const drop = (event: DragEvent, at: number) => {
    event.preventDefault();
    setOver(null);
    const key = event.dataTransfer.getData('text/plain');
    const from = present.blocks.findIndex((block) => block.key === key);
    edit(moveBlock(present.blocks, key, from < at ? at - 1 : at));
  };
  return (
    <section className="hs-card hs-composer-list" aria-label={t('blocks')}>
      <h2>{t('blocks')}</h2>
      {present.blocks.length === 0 && <Empty title={t('no_blocks')} hint={t('no_blocks_hint')} />}
      <ol>
        {present.blocks.map((block, at) => (
          <li
            key={block.key}
            draggable={writes}
            className={over === at ? 'hs-composer-over' : ''}
            onDragStart={(event) => event.dataTransfer.setData('text/plain', block.key)}
            onDragOver={(event) => {
              event.preventDefault();
              setOver(at);
            }}
            onDragLeave={() => setOver(null)}
            onDrop={(event) => drop(event, at)}
          >
            <BlockRow {...{ composing, preview, block, at }} current={open === block.key} onOpen={onOpen} />
          </li>
        ))}
      </ol>
      {writes && present.blocks.length < MOST && <Palette {...{ kit, composing, open, onOpen }} />}
    </section>
  );
}

type RowProps = Pick<Props, 'composing' | 'preview' | 'onOpen'> & {
  readonly block: Block;
  readonly at: number;
  readonly current: boolean;
};

function BlockRow({ composing: { present, writes, edit }, preview, block, at, current, onOpen }: RowProps) {
  const t = usePageText();
  const say = useWords();
  const { title } = block.values;
  const kind = say(blockKind[block.kind]);
  const name = typeof title === 'string' && title !== '' ? `${kind} · ${title}` : kind;
  const wrong = preview.problems.some((problem) => problem.block === block.key);
  const absent = preview.blocks.find(({ key }) => key === block.key)?.absent ?? null;
  const copy = () => {
    const made = { ...block, key: freshKey(present.blocks) };
    edit(addBlock(present.blocks, made, block.key));
    onOpen(made.key);
  };
  const act = (label: string, icon: React.ReactNode, run: () => void, disabled = false) => (
    <Tooltip title={label}>
      <Button size="small" type="text" icon={icon} aria-label={`${label}: ${name}`} disabled={disabled} onClick={run} />
    </Tooltip>
  );
  return (
    <div className={`hs-composer-row ${current ? 'hs-composer-current' : ''}`}>
      <HolderOutlined className="hs-soft" aria-hidden="true" />
      <button type="button" className="hs-composer-open" aria-current={current} onClick={() => onOpen(block.key)}>
        <span>{name}</span>
        {wrong ? (
          <span className="hs-down hs-small">{t('to_mend')}</span>
        ) : (
          absent && <span className="hs-soft hs-small">{say(absent)}</span>
        )}
      </button>
      {writes && (
        <span className="hs-composer-acts">
          {act(t('up'), <ArrowUpOutlined />, () => edit(moveBlock(present.blocks, block.key, at - 1)), at === 0)}
          {act(
            t('down'),
            <ArrowDownOutlined />,
            () => edit(moveBlock(present.blocks, block.key, at + 1)),
            at === present.blocks.length - 1,
          )}
          {act(t('copy'), <CopyOutlined />, copy, present.blocks.length >= MOST)}
          {act(t('remove'), <DeleteOutlined />, () => edit(present.blocks.filter(({ key }) => key !== block.key)))}
        </span>
      )}
    </div>
  );
}

/** What can be added, by group; it stands behind the block that is open. */
function Palette({ kit, composing, open, onOpen }: Omit<Props, 'preview'>) {
  const t = usePageText();
  const say = useWords();
  const { present, told, edit } = composing;
  const add = (kind: PageKit['blocks'][number]) => {
    const block = {
      ...{ key: freshKey(present.blocks), kind: kind.kind, values: { ...kind.initial } },
      audience: { ...kit.audience.initial },
    };
    edit(addBlock(present.blocks, block, open));
    onOpen(block.key);
  };
  return (
    <div className="hs-composer-palette">
      <h3>{t('add')}</h3>
      {valuesOf(blockGroup).map((group) => (
        <div key={group}>
          <div className="hs-soft hs-small">{say(blockGroup[group])}</div>
          <div className="hs-inline">
            {kit.blocks
              .filter((kind) => kind.group === group && kind.on.includes(told.kind))
              .map((kind) => (
                <Tooltip key={kind.kind} title={say(kind.hint)}>
                  <Button size="small" onClick={() => add(kind)}>
                    {say(kind.words)}
                  </Button>
                </Tooltip>
              ))}
          </div>
        </div>
      ))}
    </div>
  );
}
