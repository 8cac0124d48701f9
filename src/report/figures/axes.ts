/** Parts that every plot shares; the colours are variables of the page's style sheet. */
const label = { color: 'var(--muted)', fontSize: 11 };

export const grid = { left: 40, right: 12, top: 34, bottom: 26, containLabel: false };

export const legend = {
  left: 0,
  top: 0,
  itemWidth: 12,
  itemHeight: 8,
  itemGap: 18,
  selectedMode: false,
  textStyle: { color: 'var(--text)', fontSize: 11 },
} as const;

export function categories(names: string[], interval: 'auto' | number = 0) {
  return {
    type: 'category' as const,
    data: names,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: 'var(--axis)' } },
    axisLabel: { ...label, interval, hideOverlap: true },
  };
}

export function values(settings: { format: (value: number) => string }) {
  return {
    type: 'value' as const,
    min: 0,
    splitNumber: 4,
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { ...label, formatter: settings.format },
    splitLine: { lineStyle: { color: 'var(--grid)' } },
  };
}

/** Values that do not have to be seen against zero. */
export function ranged(settings: { format: (value: number) => string }) {
  const { min: _, ...axis } = values(settings);
  return { ...axis, scale: true };
}

/** From none to all. */
export function shares() {
  return { ...values({ format: (value) => `${Math.round(value * 100)} %` }), max: 1, interval: 0.25 };
}

/** Plots have no script behind them: nothing reacts. */
export const still = { silent: true, emphasis: { disabled: true } } as const;

export const valueLabel = {
  show: true,
  color: 'var(--text)',
  fontSize: 11,
  textBorderColor: 'var(--card)',
  textBorderWidth: 3,
} as const;

/** A dashed line at a value that stands for no difference. */
export function levelLine(value: number) {
  return {
    silent: true,
    symbol: 'none',
    label: { show: false },
    lineStyle: { color: 'var(--muted)', type: 'dashed' as const, width: 1 },
    data: [{ yAxis: value }],
  };
}

/** Colours of what is told apart by a legend; the style sheet has as many. */
export const SERIES_COLORS = ['var(--series-1)', 'var(--series-2)', 'var(--series-3)', 'var(--series-4)'] as const;
