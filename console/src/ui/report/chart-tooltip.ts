import type { AxisSpec } from './chart-spec.ts';

/** What the tooltip says at one label: each series once, and whether the time is over. Built of nodes: names are data. */
export function tooltipOf(spec: AxisSpec, points: unknown): HTMLElement {
  const box = document.createElement('div');
  const index = indexOf(points);
  const open = spec.unfinished && index >= spec.unfinished.from ? spec.unfinished.word : null;
  add(box, 'div', open === null ? (spec.labels[index] ?? '') : `${spec.labels[index] ?? ''} · ${open}`);
  const colors = colorsOf(points);
  for (const { name, values } of spec.series) {
    const line = add(box, 'div', '');
    line.className = 'hs-chart-tip';
    add(line, 'i', '').style.background = colors.get(name) ?? 'transparent';
    add(line, 'span', name);
    const value = values[index] ?? null;
    add(line, 'b', value === null ? '–' : spec.format(value));
  }
  return box;
}

function add(parent: HTMLElement, tag: string, text: string): HTMLElement {
  const child = document.createElement(tag);
  child.textContent = text;
  parent.append(child);
  return child;
}

function indexOf(points: unknown): number {
  const [first]: unknown[] = Array.isArray(points) ? points : [];
  return Number(Reflect.get(Object(first), 'dataIndex') ?? 0);
}

function colorsOf(points: unknown): ReadonlyMap<string, string> {
  const all: unknown[] = Array.isArray(points) ? points : [];
  return new Map(
    all.map((point) => [String(Reflect.get(Object(point), 'seriesName')), String(Reflect.get(Object(point), 'color'))]),
  );
}
