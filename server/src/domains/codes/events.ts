import { valuesOf, words } from '@huoshui/contracts/words';
import { codePlace, scanOutcome } from '@huoshui/contracts/words/codes';
import { Type } from '@sinclair/typebox';
import { fact } from '../../platform/facts.ts';

const oneOf = <const T extends readonly string[]>(values: T) =>
  Type.Unsafe<T[number]>(Type.String({ enum: [...values] }));

/** Somebody scanned a code, or came by its link: the same again within half an hour is told once. */
export const codeScanned = fact(
  'code.scanned',
  Type.Object({
    memberId: Type.String(),
    /** Empty for what is no code of ours. */
    codeId: Type.String(),
    /** What it was called and stood on then. */
    name: Type.String(),
    place: Type.String(),
    channel: Type.String(),
    outcome: oneOf(valuesOf(scanOutcome)),
  }),
  {
    words: words('扫渠道码', 'Scanned a code'),
    tell({ codeId, name, place, outcome }) {
      const on = Object.entries(codePlace).find(([key]) => key === place)?.[1] ?? codePlace.other;
      if (codeId === '') return { side: 'act', title: words('扫了认不出的码', 'Scanned a code that is none of ours') };
      const title = words(`扫码进店「${name}」`, `Came by the code “${name}”`);
      const detail =
        outcome === 'opened'
          ? on
          : words(`${on.zh} · ${scanOutcome[outcome].zh}`, `${on.en} · ${scanOutcome[outcome].en}`);
      return { side: 'act', title, detail, link: { kind: 'code', id: codeId } };
    },
  },
);
