import { onAbort } from '../transport/on-abort';

/** Callers that wait, first come, first served. */
export class WaitingLine<Place> {
  readonly #waiting = new Set<Waiter<Place>>();

  get length(): number {
    return this.#waiting.size;
  }

  /** Waits for a place. Rejects with the signal's reason when it aborts before. */
  wait(affinityKey: string | undefined, signal: AbortSignal | undefined): Promise<Place> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#waiting.delete(waiter);
        stopListening?.();
      };
      const waiter: Waiter<Place> = {
        affinityKey,
        take(place) {
          leave();
          resolve(place);
        },
        fail(reason) {
          leave();
          reject(reason);
        },
      };
      const stopListening = signal && onAbort(signal, () => waiter.fail(signal.reason));
      this.#waiting.add(waiter);
    });
  }

  /** Hands places to the callers in order until `placeFor` has none for the first of them. */
  serve(placeFor: (affinityKey: string | undefined) => Place | undefined): void {
    for (const waiter of this.#waiting) {
      const place = placeFor(waiter.affinityKey);
      if (place === undefined) return;
      waiter.take(place);
    }
  }

  /** Sends everyone away. */
  dismiss(error: Error): void {
    for (const waiter of this.#waiting) waiter.fail(error);
  }
}

interface Waiter<Place> {
  readonly affinityKey: string | undefined;
  take(place: Place): void;
  fail(reason: unknown): void;
}
