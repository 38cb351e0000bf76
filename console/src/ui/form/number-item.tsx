import { Form } from 'antd';
import type { ReactNode } from 'react';
import { useWords, wordsIn } from '../words.ts';
import { numberFault } from './number-fault.ts';
import { NumberInput, type NumberRule } from './number-input.tsx';

type NumberItemProps = {
  readonly name: string;
  readonly of: NumberRule;
  readonly extra?: ReactNode;
  readonly placeholder?: string;
  readonly autoFocus?: boolean;
  /** What no number by itself can say, as a sentence; null where all is well. */
  readonly check?: (value: number) => string | null;
};

/** A number in a form that is drawn by hand: the reason stands at the field while somebody types, and saving waits for it. */
export function NumberItem({ name, of, extra, check, ...input }: NumberItemProps) {
  const say = useWords();
  return (
    <Form.Item
      name={name}
      label={say(of.label)}
      required={!of.optional}
      extra={extra}
      rules={[
        {
          validator: async (_, typed: unknown) => {
            const fault = numberFault(of, typed);
            const told = fault ? wordsIn(fault) : typeof typed === 'number' ? check?.(typed) : null;
            if (told) throw new Error(told);
          },
        },
      ]}
    >
      <NumberInput of={of} {...input} />
    </Form.Item>
  );
}
