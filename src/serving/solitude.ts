/**
 * Lets a call run while no other is under way, to find out whether it is the one that crashes a server. Calls together
 * share; one alone waits until they are over, and those that come after it wait for it.
 */
export interface Solitude {
  together<T>(work: () => Promise<T>): Promise<T>;
  alone<T>(work: () => Promise<T>): Promise<T>;
}

export function createSolitude(): Solitude {
  const sharing = new Set<Promise<unknown>>();
  /** Settles when every call that asked to be alone so far is over. */
  let lonely: Promise<unknown> | undefined;

  return {
    async together(work) {
      for (let before = lonely; before; before = lonely) await before;
      const call = work();
      const over = Promise.allSettled([call]);
      sharing.add(over);
      try {
        return await call;
      } finally {
        sharing.delete(over);
      }
    },
    alone(work) {
      const before = lonely;
      const call = (async () => {
        await before;
        await Promise.all(sharing);
        return work();
      })();
      const over: Promise<void> = Promise.allSettled([call]).then(() => {
        if (lonely === over) lonely = undefined;
        return undefined;
      });
      lonely = over;
      return call;
    },
  };
}
