export { benchmarkModel } from './benchmark-model';
export { selfRewardingIteration } from './self-rewarding-iteration';
export { selfRewardingRun } from './self-rewarding-run';
