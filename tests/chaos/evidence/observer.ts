import type { Lane } from '../lane/lane';
import type { Observed } from './events-of';
import { tailEngineEvents, tailTrainerEvents } from './read-events';

/** What the run has done so far, each time it is asked. */
export function createObserver({ folders }: Pick<Lane, 'folders'>): () => Observed {
  const engine = tailEngineEvents(folders.engineLog);
  const trainer = tailTrainerEvents(folders.trainerLog);
  return () => ({ engine: engine.all(), trainer: trainer.all(), store: folders.store });
}
