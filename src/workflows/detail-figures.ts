/** How the details write numbers; what was not measured is a dash. */
export function percent(value: number | null): string {
  return value === null ? '–' : `${(100 * value).toFixed(1)} %`;
}

export function decimal(value: number | null, digits = 2): string {
  return value === null ? '–' : value.toFixed(digits);
}
