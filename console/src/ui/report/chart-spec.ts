/** What a chart shows, as plain data; how it is drawn is chart-canvas.tsx, loaded when the first chart is seen. */
export type ChartSpec = AxisSpec | FlowSpec;

/** Whence, whither and how much, step by step. */
export type FlowSpec = {
  readonly kind: 'flow';
  readonly links: readonly { readonly from: FlowNode; readonly to: FlowNode; readonly value: number }[];
  readonly format: (value: number) => string;
};
/** The same name at another step is another node. `ends`: nobody went on. */
export type FlowNode = { readonly step: number; readonly name: string; readonly ends?: boolean };

export type AxisSpec = {
  readonly kind: 'lines' | 'bars';
  readonly labels: readonly string[];
  readonly series: readonly ChartSeries[];
  /** Value → text, on the axis and in the tooltip. */
  readonly format: (value: number) => string;
  /** What of it is not over yet. */
  readonly unfinished?: Unfinished | null;
  /** What is aimed at: a line across, with its name. */
  readonly aims?: readonly { readonly name: string; readonly value: number }[];
};

/** From which label on the time is not over, and how that is said: drawn dashed or hatched, it is no fall. */
export type Unfinished = { readonly from: number; readonly word: string };

export type ChartSeries = {
  readonly name: string;
  /** null leaves a gap: a day that has not come is no zero. */
  readonly values: readonly (number | null)[];
  /** The period before: drawn behind, in grey. */
  readonly before?: boolean;
  readonly stack?: string;
};
