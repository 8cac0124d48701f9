import type { EChartsOption } from 'echarts';

export type Cell = string | number | null;

/** The numbers of a figure. Shares are from 0 to 1; names of columns say what else a number is in. */
export interface Table {
  columns: readonly string[];
  rows: readonly (readonly Cell[])[];
}

/** Something that the report shows, with the numbers behind it; its files are called by its name. */
export interface Figure {
  name: string;
  title: string;
  /** What it says, for people who do not see it. */
  description: string;
  note?: string;
  table: Table;
  /** How the plot is drawn; left out where the page shows the numbers in a form of its own. */
  option?: EChartsOption;
}

/** A figure that is drawn as a plot. */
export type Plot = Figure & { option: EChartsOption };
