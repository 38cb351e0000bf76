import { fontFamily, type Mode, palettes, seriesColors } from '../tokens.ts';
import type { FlowNode, FlowSpec } from './chart-spec.ts';

/** A sankey: one column a step; who went no further ends in grey. */
export function flowOption({ links, format }: FlowSpec, mode: Mode) {
  const palette = palettes[mode];
  const nodes = new Map(links.flatMap(({ from, to }) => [from, to]).map((node) => [idOf(node), node]));
  const names = [...new Set([...nodes.values()].map(({ name }) => name))];
  const first = Math.min(...[...nodes.values()].map(({ step }) => step));
  const tip = { color: palette.ink, fontFamily, fontSize: 12 };
  return {
    animationDuration: 250,
    textStyle: { fontFamily },
    tooltip: { trigger: 'item', backgroundColor: palette.surface, borderColor: palette.line, textStyle: tip },
    series: [
      {
        type: 'sankey',
        left: 8,
        right: 120,
        top: 8,
        bottom: 8,
        nodeWidth: 12,
        nodeGap: 10,
        draggable: false,
        // In the order told: the layout would else let the small ones jump about.
        layoutIterations: 24,
        emphasis: { focus: 'adjacency' },
        label: { color: palette.ink, fontFamily, fontSize: 12, width: 108, overflow: 'truncate' },
        lineStyle: { color: 'source', opacity: mode === 'dark' ? 0.35 : 0.22, curveness: 0.5 },
        data: [...nodes].map(([name, node]) => ({
          name,
          depth: node.step - first,
          itemStyle: {
            color: node.ends ? palette.inkFaint : seriesColors[names.indexOf(node.name) % seriesColors.length],
          },
          label: { formatter: node.name },
          tooltip: { formatter: ({ value }: { readonly value: number }) => escaped(`${node.name}: ${format(value)}`) },
        })),
        links: links.map(({ from, to, value }) => ({
          source: idOf(from),
          target: idOf(to),
          value,
          ...(to.ends ? { lineStyle: { color: palette.inkFaint } } : {}),
          tooltip: { formatter: () => escaped(`${from.name} → ${to.name}: ${format(value)}`) },
        })),
      },
    ],
  };
}

const idOf = ({ step, name }: FlowNode): string => `${step} ${name}`;

/** Names are data: echarts reads a tooltip as HTML. */
const escaped = (text: string): string => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
