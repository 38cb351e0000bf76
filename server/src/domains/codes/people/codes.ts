import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { people } from '../../../platform/people/people.ts';
import { personsOfCodes } from '../figures.ts';
import { askOf, whichFields, whichText } from '../reports/question.ts';

const who = [
  { value: 'scanners', label: words('扫过码的人', 'Who scanned one') },
  { value: 'added', label: words('扫码后加上导购的人', 'Who added staff after a scan') },
  { value: 'joined', label: words('扫码带来的新会员', 'New members whom it brought') },
  { value: 'buyers', label: words('扫码带来、买过的新会员', 'New members whom it brought, who bought') },
  { value: 'repeat', label: words('扫码带来、又买过的新会员', 'New members whom it brought, who bought again') },
  { value: 'payers', label: words('扫码后下单的人', 'Who ordered after a scan') },
  { value: 'first', label: words('扫码后完成首单的人', 'Whose first order came after a scan') },
] as const;

export const codePeople = people({
  name: 'codes.codes',
  // An account of some stores sees no members.
  can: 'analytics.read',
  form: form({
    fields: [
      ...whichFields,
      { key: 'who', label: words('哪些人', 'Who'), kind: 'choice', options: who, initial: 'scanners' },
    ],
    sentence: (asked, names) => {
      const which = whichText(asked, names);
      const said = who.find(({ value }) => value === asked.who)?.label ?? who[0].label;
      return words(`${which.zh} ${said.zh}`, `${said.en}: ${which.en}`);
    },
  }),
  persons: async (ctx, { who: counted, ...asked }) => personsOfCodes(ctx, askOf(asked), counted),
});
