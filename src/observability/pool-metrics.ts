import { Gauge } from 'prom-client';
import type { ReplicaStatus } from 'vllm-client';
import { registry } from './metrics';

/** The replicas of a served model as they are now. */
export interface PoolView {
  model: string;
  replicas: readonly Pick<ReplicaStatus, 'url' | 'state' | 'inFlight'>[];
  /** Calls that wait for a replica. */
  waiting: number;
}

/** What pools are doing is looked at when it is asked for. */
let look: () => PoolView[] = () => [];

/** Sets whose pools the metrics below are about. */
export function watchPools(pools: () => PoolView[]): void {
  look = pools;
}

export const callsInFlight = new Gauge({
  name: 'srlm_calls_in_flight',
  help: 'Calls under way on each replica of a served model.',
  labelNames: ['model', 'replica'],
  registers: [registry],
  collect() {
    this.reset();
    for (const { model, replicas } of look())
      for (const { url, inFlight } of replicas) this.inc({ model, replica: url }, inFlight);
  },
});

export const replicaLive = new Gauge({
  name: 'srlm_replica_live',
  help: 'Whether a replica is proven and takes calls (1) or not (0).',
  labelNames: ['model', 'replica'],
  registers: [registry],
  collect() {
    this.reset();
    for (const { model, replicas } of look())
      for (const { url, state } of replicas) this.set({ model, replica: url }, Number(state === 'closed'));
  },
});

export const callsWaiting = new Gauge({
  name: 'srlm_calls_waiting',
  help: 'Calls that wait for a replica that is live and has room.',
  labelNames: ['model'],
  registers: [registry],
  collect() {
    this.reset();
    for (const { model, waiting } of look()) this.inc({ model }, waiting);
  },
});
