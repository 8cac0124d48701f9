/** A bound on how many calls are under way; the rest wait in order. */
export interface Places {
  hold<T>(work: () => Promise<T>): Promise<T>;
}

export function createPlaces(free: number): Places {
  const waiting: (() => void)[] = [];
  return {
    async hold(work) {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        return await work();
      } finally {
        const next = waiting.shift();
        if (next) next();
        else free += 1;
      }
    },
  };
}
