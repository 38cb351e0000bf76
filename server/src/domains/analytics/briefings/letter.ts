import type { BriefingContents, BriefingSection } from '@huoshui/contracts/briefings';
import { words } from '@huoshui/contracts/words';
import type { Static } from '@sinclair/typebox';
import { formatYuan } from '../../../platform/money.ts';

type Language = 'zh' | 'en';
type Section = Static<typeof BriefingSection>;
type Table = Section['tables'][number];
type Cell = Table['rows'][number][number];

const texts = {
  open: words('在控制台打开', 'Open in the console'),
  stop: words('不再接收这份简报', 'Stop this briefing'),
  unusual: words('昨天的异常', 'Unusual yesterday'),
  none: words('这段时间没有数据。', 'There is nothing in these days.'),
  why: words(
    '只含汇总的数字。你收到它，是因为店铺把你列为读者。',
    'Figures of many people only. You get it since the shop lists you as a reader.',
  ),
} as const;
const moreText = (rows: number) => words(`还有 ${rows} 行，见控制台。`, `${rows} more rows in the console.`);
const dueText = (day: string) => words(`${day} 的简报`, `Briefing of ${day}`);

/** More rows of one table are read by nobody in a mail. */
const MOST_ROWS = 20;

export type Issue = {
  readonly name: string;
  readonly dueOn: string;
  readonly language: Language;
  readonly contents: BriefingContents;
};

/** A letter in two forms that say the same; `base` is where the console lies. */
export function letterOf(issue: Issue, { base, stop }: { readonly base: string; readonly stop: string | null }) {
  return {
    subject: `${issue.name} · ${issue.dueOn}`,
    text: textOf(issue, base, stop),
    html: htmlOf(issue, base, stop),
  };
}

function textOf({ name, dueOn, language, contents }: Issue, base: string, stop: string | null): string {
  const sections = contents.sections.map((section) =>
    [
      `== ${section.name} ==`,
      section.sentence?.[language] ?? '',
      section.fault?.[language] ?? '',
      ...section.tables.map((table) => tableText(table, language)),
      section.tables.length === 0 && section.fault === null ? texts.none[language] : '',
      `${texts.open[language]}: ${base}${section.address}`,
    ]
      .filter((line) => line !== '')
      .join('\n'),
  );
  const unusual = contents.anomalies.map((one) => `! ${one[language]}`);
  const head = [
    name,
    dueText(dueOn)[language],
    ...(unusual.length > 0 ? ['', `${texts.unusual[language]}:`, ...unusual] : []),
  ].join('\n');
  return [
    head,
    ...sections,
    [texts.why[language], ...(stop === null ? [] : [`${texts.stop[language]}: ${stop}`])].join('\n'),
  ].join('\n\n');
}

function tableText({ words, columns, rows }: Table, language: Language): string {
  const shown = rows
    .slice(0, MOST_ROWS)
    .map(
      (row) =>
        `  ${row.map((cell, n) => `${columns[n]?.words[language]}: ${cellText(cell, columns[n]?.kind, language)}`).join(' | ')}`,
    );
  const left = rows.length - shown.length;
  return [`-- ${words[language]}`, ...shown, ...(left > 0 ? [`  ${moreText(left)[language]}`] : [])].join('\n');
}

function htmlOf({ name, dueOn, language, contents }: Issue, base: string, stop: string | null): string {
  const unusual =
    contents.anomalies.length === 0
      ? ''
      : `<div style="${BOX}"><b>${texts.unusual[language]}</b>${contents.anomalies.map((one) => `<p style="margin:6px 0 0">${escaped(one[language])}</p>`).join('')}</div>`;
  const sections = contents.sections.map(
    (section) => `<h2 style="font-size:16px;margin:28px 0 4px">${escaped(section.name)}</h2>
<p style="${SOFT}">${escaped(section.sentence?.[language] ?? '')}${section.fault === null ? '' : ` ${escaped(section.fault[language])}`}</p>
${section.tables.map((table) => tableHtml(table, language)).join('\n')}
${section.tables.length === 0 && section.fault === null ? `<p>${texts.none[language]}</p>` : ''}
<p><a style="color:#0B7073" href="${escaped(base + section.address)}">${texts.open[language]}</a></p>`,
  );
  return `<!doctype html><html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><title>${escaped(name)}</title></head>
<body style="margin:0;padding:24px;background:#F7F9FA;color:#1F2A37;font-family:sans-serif;font-size:14px;line-height:1.5">
<div style="max-width:720px;margin:0 auto;background:#fff;border-radius:8px;padding:24px">
<h1 style="font-size:20px;margin:0">${escaped(name)}</h1><p style="${SOFT}">${dueText(dueOn)[language]}</p>
${unusual}${sections.join('\n')}
<p style="${SOFT};margin-top:32px">${texts.why[language]}${stop === null ? '' : ` <a style="color:#5F6B7A" href="${escaped(stop)}">${texts.stop[language]}</a>`}</p>
</div></body></html>`;
}

const SOFT = 'margin:0 0 8px;color:#5F6B7A;font-size:12px';
const BOX = 'margin:16px 0;padding:12px;border-left:3px solid #E8A13A;background:#FFF8EC';
const CELL = 'padding:6px 10px;border-bottom:1px solid #E5EAEE';

function tableHtml({ words, columns, rows }: Table, language: Language): string {
  const isNumber = (n: number) => !['text', 'day'].includes(columns[n]?.kind ?? 'text');
  const align = (n: number) => (isNumber(n) ? 'right' : 'left');
  const head = columns.map(
    (column, n) =>
      `<th style="${CELL};text-align:${align(n)};color:#5F6B7A;font-weight:500">${escaped(column.words[language])}</th>`,
  );
  const body = rows
    .slice(0, MOST_ROWS)
    .map(
      (row) =>
        `<tr>${row.map((cell, n) => `<td style="${CELL};text-align:${align(n)}">${escaped(cellText(cell, columns[n]?.kind, language))}</td>`).join('')}</tr>`,
    );
  const left = rows.length - body.length;
  return `<p style="margin:12px 0 4px"><b>${escaped(words[language])}</b></p>
<div style="overflow-x:auto"><table style="border-collapse:collapse;font-size:13px"><thead><tr>${head.join('')}</tr></thead><tbody>${body.join('')}</tbody></table></div>
${left > 0 ? `<p style="${SOFT}">${moreText(left)[language]}</p>` : ''}`;
}

const POINTS = words('个百分点', 'pp');

function cellText(cell: Cell, kind: Table['columns'][number]['kind'] = 'text', language: Language): string {
  if (cell === null) return '–';
  if (typeof cell === 'object') return cell[language];
  if (typeof cell === 'string') return cell;
  switch (kind) {
    case 'money':
      return `¥${formatYuan(cell, true)}`;
    case 'share':
      return `${(cell * 100).toFixed(1)}%`;
    case 'points':
      return `${cell > 0 ? '+' : ''}${(cell * 100).toFixed(1)} ${POINTS[language]}`;
    case 'seconds':
      return `${Math.round(cell)} s`;
    case 'number':
      return String(Number(cell.toFixed(2)));
    default:
      return String(cell);
  }
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);
}
