import { useId, useState } from 'react';
import { useWords } from '../words.ts';
import type { Typed } from './fields/typed-input.tsx';
import { numberFault } from './number-fault.ts';
import { NumberInput, type NumberRule } from './number-input.tsx';
import './form.css';

type NumberInSentenceProps = {
  readonly of: NumberRule;
  readonly value: number;
  /** Told of sound numbers alone: what is asked stays as it was while the input says what is wrong. */
  readonly onChange: (value: number) => void;
  readonly width?: number;
};

/** A number inside the question of a report. */
export function NumberInSentence({ of, value, onChange, width = 84 }: NumberInSentenceProps) {
  const say = useWords();
  const place = useId();
  const [typed, setTyped] = useState<Typed>(value);
  const [known, setKnown] = useState(value);
  // The address may say another one (back, a saved view). Setting state while rendering is React's way of following.
  if (known !== value) {
    setKnown(value);
    setTyped(value);
  }
  const fault = numberFault(of, typed);
  const type = (next: Typed) => {
    setTyped(next);
    if (typeof next === 'number' && numberFault(of, next) === null) onChange(next);
  };
  return (
    <span className="hs-number-in-sentence">
      <NumberInput
        of={of}
        label={say(of.label)}
        value={typed}
        onChange={type}
        wrong={fault !== null}
        // It asks and changes nothing: also inside a form that is locked.
        disabled={false}
        width={width}
        {...(fault ? { 'aria-describedby': place } : {})}
      />
      {fault && (
        <span role="alert" id={place} className="hs-number-fault">
          {say(fault)}
        </span>
      )}
    </span>
  );
}
