import { MoreOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { GridLayout, type Layout, useContainerWidth } from 'react-grid-layout';
import 'react-grid-layout/css/styles.css';
import { type Move, moved, moves, settled } from './moves.ts';
import { useDashboardText } from './texts.ts';
import { QuestionTile, ROW, type Tile } from './tile.tsx';
import './dashboards.css';

type ArrangeProps = { readonly tiles: readonly Tile[]; readonly onChange: (tiles: readonly Tile[]) => void };

/** A dashboard whose tiles are dragged and resized, or moved by the menu of each, which a keyboard reaches. */
export function Arrange({ tiles, onChange }: ArrangeProps) {
  const { width, containerRef, mounted } = useContainerWidth();
  const place = (layout: Layout) =>
    onChange(
      tiles.map((tile) => {
        const at = layout.find(({ i }) => i === tile.question.id);
        return at ? { ...tile, x: at.x, y: at.y, w: at.w, h: at.h } : tile;
      }),
    );
  return (
    <div ref={containerRef}>
      {mounted && (
        <GridLayout
          width={width}
          layout={tiles.map(({ question, x, y, w, h }) => ({ i: question.id, x, y, w, h, minW: 3, minH: 3, maxH: 16 }))}
          gridConfig={{ cols: 12, rowHeight: ROW - 16, margin: [16, 16], containerPadding: [0, 0] }}
          dragConfig={{ handle: '.hs-tile-head', cancel: 'button, a' }}
          onDragStop={place}
          onResizeStop={place}
        >
          {tiles.map((tile) => (
            <div key={tile.question.id} className="hs-tile-moving">
              <QuestionTile tile={tile} menu={<TileMenu tile={tile} tiles={tiles} onChange={onChange} />} />
            </div>
          ))}
        </GridLayout>
      )}
    </div>
  );
}

function TileMenu({ tile, tiles, onChange }: ArrangeProps & { readonly tile: Tile }) {
  const t = useDashboardText();
  const { id } = tile.question;
  const move = (step: Move) => {
    const after = tiles.map((one) => ({
      ...one,
      id: one.question.id,
      ...(one.question.id === id ? moved(one, step) : {}),
    }));
    onChange(settled(after, id).map(({ id: _, ...one }) => one));
  };
  const items = [
    ...moves.map((step) => ({ key: step, label: t(step), onClick: () => move(step) })),
    { type: 'divider' as const },
    {
      key: 'unpin',
      label: t('unpin'),
      danger: true,
      onClick: () => onChange(tiles.filter((one) => one.question.id !== id)),
    },
  ];
  return (
    <Dropdown menu={{ items }} trigger={['click']}>
      <Button size="small" type="text" icon={<MoreOutlined />} aria-label={t('move', { name: tile.question.name })} />
    </Dropdown>
  );
}
