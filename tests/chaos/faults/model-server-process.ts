import { createInferenceHostClient } from '../../../src/clients/inference-host-client';
import { RUN } from '../lane/lane-recipe';

/** The process of the run's model server, if it has one now. */
export async function modelServerProcess(inferenceHostPort: number): Promise<number | undefined> {
  const host = createInferenceHostClient({ baseUrl: `http://127.0.0.1:${inferenceHostPort}` });
  return (await host.get(RUN))?.pid ?? undefined;
}
