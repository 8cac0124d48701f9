/** A mean that grows value by value, so that the rows of a large run need not be held. */
export interface Mean {
  add(value: number): void;
  /** Null before the first value. */
  value(): number | null;
}

export function createMean(): Mean {
  let [sum, count] = [0, 0];
  return {
    add(value) {
      sum += value;
      count += 1;
    },
    value: () => (count === 0 ? null : sum / count),
  };
}
