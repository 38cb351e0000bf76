import { words } from '@huoshui/contracts/words';
import type { ReactNode } from 'react';
import type { Typed } from '../../ui/form/fields/typed-input.tsx';
import { numberFault } from '../../ui/form/number-fault.ts';
import { NumberInput, type NumberRule } from '../../ui/form/number-input.tsx';
import { Picture } from '../../ui/picture.tsx';
import { useWords } from '../../ui/words.ts';
import type { Order } from './order-drawer.tsx';
import './parcel-lines.css';
import { useOrderText } from './texts.ts';

/** What somebody typed of each line; a line that nobody touched goes whole. */
export type Units = Readonly<Record<string, Typed>>;

const unitsRule = (left: number): NumberRule => ({
  kind: 'count',
  label: words('这个包裹里的件数', 'Units in this parcel'),
  min: 0,
  max: left,
  optional: true,
});

type Packed = ReturnType<typeof packed>[number];

/** Lines with something to send, and how much of each goes into this parcel. */
export function packed(order: Order, units: Units) {
  return order.lines
    .filter(({ toSend }) => toSend > 0)
    .map((line) => {
      const typed = Object.hasOwn(units, line.id) ? (units[line.id] ?? null) : line.toSend;
      const wrong = numberFault(unitsRule(line.toSend), typed);
      return { line, typed, wrong, count: typeof typed === 'number' && wrong === null ? typed : 0 };
    });
}

type Shown = {
  readonly lines: readonly Packed[];
  readonly onType: (lineId: string, next: Typed) => void;
  /** What else is said of a line, beside how many. */
  readonly beside?: (line: Packed['line']) => ReactNode;
};

/** What goes into the parcel: all of it, unless somebody says less. */
export function ParcelLines({ lines, onType, beside }: Shown) {
  const t = useOrderText();
  const say = useWords();
  return (
    <fieldset className="hs-parcel-lines">
      <legend className="hs-soft hs-small">{t('in_parcel')}</legend>
      {lines.map(({ line, typed, wrong }) => (
        <div key={line.id} className="hs-inline" style={{ flexWrap: 'nowrap', padding: '4px 0' }}>
          <Picture src={line.image} size={32} />
          <span className="hs-two-lines" style={{ flex: 1, minWidth: 0 }}>
            <span className="hs-ellipsis">{line.name}</span>
            <span className="hs-faint hs-small">
              {[...line.values, t('to_send', { count: line.toSend })].join(' · ')}
            </span>
            {wrong && (
              <span role="alert" className="hs-number-fault">
                {say(wrong)}
              </span>
            )}
          </span>
          {beside?.(line)}
          <NumberInput
            of={unitsRule(line.toSend)}
            width={80}
            label={`${t('in_parcel')} ${line.name}`}
            wrong={wrong !== null}
            value={typed}
            onChange={(next) => onType(line.id, next)}
          />
        </div>
      ))}
    </fieldset>
  );
}
