/** What a chart shows, as plain data; how it is drawn is chart-canvas.tsx, loaded when the first chart is seen. */
export type ChartSpec = {
  readonly kind: 'lines' | 'bars';
  readonly labels: readonly string[];
  readonly series: readonly ChartSeries[];
  /** Value → text, on the axis and in the tooltip. */
  readonly format: (value: number) => string;
};

export type ChartSeries = {
  readonly name: string;
  /** null leaves a gap: a day that has not come is no zero. */
  readonly values: readonly (number | null)[];
  /** The period before: drawn behind, in grey. */
  readonly before?: boolean;
  readonly stack?: string;
};
