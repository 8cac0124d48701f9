/**
 * Lets a call run while no other is under way, to find out whether it is the one that crashes a server. Calls together
 * share; one alone waits until they are over, and those that come after it wait for it.
 */
export interface Solitude {
  together<T>(work: () => Promise<T>): Promise<T>;
  alone<T>(work: () => Promise<T>): Promise<T>;
}

export function createSolitude(): Solitude {
  let sharing = 0;
  let onLastLeft: (() => void) | undefined;
  /** Resolves when every call that asked to be alone so far is over. */
  let lonely: Promise<unknown> = Promise.resolve();
  let lonelyCalls = 0;

  return {
    async together(work) {
      while (lonelyCalls > 0) await lonely;
      sharing += 1;
      try {
        return await work();
      } finally {
        sharing -= 1;
        if (sharing === 0) onLastLeft?.();
      }
    },
    async alone(work) {
      lonelyCalls += 1;
      const before = lonely;
      const mine = (async () => {
        await before;
        if (sharing > 0) await new Promise<void>((resolve) => (onLastLeft = resolve));
        onLastLeft = undefined;
        return work();
      })();
      // Those that wait are told that it is over, whatever came of it.
      lonely = mine.then(noop, noop).then(() => {
        lonelyCalls -= 1;
      });
      return mine;
    },
  };
}

function noop(): void {}
