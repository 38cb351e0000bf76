import type { FieldOption } from '@huoshui/contracts/form';
import { words } from '@huoshui/contracts/words';
import { valueBand } from '@huoshui/contracts/words/audiences';
import { form } from '../../../platform/form/form.ts';
import { people } from '../../../platform/people/people.ts';
import { BANDS, personsInBand } from '../value/value-report.ts';

const options: readonly FieldOption[] = BANDS.map(({ band }) => ({ value: band, label: valueBand[band] }));
const bandOf = (value: string) => BANDS.find(({ band }) => band === value)?.band ?? 'gone';

/** A bar of the report on what customers are worth. */
export const valuePeople = people({
  name: 'audiences.value',
  can: 'audiences.read',
  form: form({
    fields: [{ key: 'band', label: words('还会再买的概率', 'Likely to buy again'), kind: 'choice', options }],
    sentence: ({ band }) => {
      const name = valueBand[bandOf(band)];
      return words(`还会再买的概率在「${name.zh}」的会员`, `Buyers who are likely to buy again: ${name.en}`);
    },
  }),
  persons: async (ctx, { band }) => personsInBand(ctx, bandOf(band)),
});
