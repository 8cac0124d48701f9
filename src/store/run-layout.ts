/** Where things are in the store. Every path of a run is made here, and people may rely on it. */
export function runLayout(run: string) {
  const root = `runs/${run}`;
  return {
    root,
    recipe: `${root}/recipe.json`,
    manifest: `${root}/manifest.json`,
    seedFolder: `${root}/seed`,
    evaluationFolder: (model: string) => `${root}/evaluations/${model}`,
    report: `${root}/report.html`,
    reportData: `${root}/report.json`,
    /** The figures of the report, and comparisons with other runs; views like the report itself. */
    reportFolder: `${root}/report`,
    figure: (name: string, format: 'csv' | 'json') => `${root}/report/figures/${name}.${format}`,
    comparison: (other: string) => `${root}/report/against-${other}`,
    /** What was seen while the run went on and cannot be made again; no manifest names it. */
    observed: `${root}/observed`,
    costs: `${root}/observed/costs`,
    trainingLog: (name: string) => `${root}/observed/training/${name}.jsonl`,
    seed: (name: SeedFile) => `${root}/seed/${name}`,
    model: (name: string) => `${root}/models/${name}`,
    modelReference: (name: string) => `${root}/models/${name}.json`,
    modelReferences: `${root}/models`,
    fingerprint: (name: string) => `${root}/models/${name}.fingerprint.json`,
    training: (name: string) => `${root}/models/${name}.training.json`,
    /** A benchmark's questions, which all models share, and what it was told. */
    benchmark: (name: string, file: 'benchmark.json' | 'questions.jsonl') => `${root}/benchmarks/${name}/${file}`,
    benchmarksFolder: `${root}/benchmarks`,
    evaluation: (model: string, file: EvaluationFile) => `${root}/evaluations/${model}/${file}`,
    iterations: `${root}/iterations`,
  };
}

/** Where one attempt at an iteration keeps its files; attempts after the first, made when a person rejects one, are numbered. */
export function iterationLayout(run: string, iteration: number, attempt: number) {
  const root = `runs/${run}/iterations/${attempt === 1 ? iteration : `${iteration}.${attempt}`}`;
  return {
    root,
    prompts: `${root}/prompts.jsonl`,
    promptCounts: `${root}/prompts.counts.json`,
    promptDiversity: `${root}/prompts.diversity.json`,
    teacher: (shard: number) => `${root}/teacher/${shardName(shard)}.jsonl`,
    responses: (shard: number) => `${root}/responses/${shardName(shard)}.jsonl`,
    feedback: (shard: number) => `${root}/feedback/${shardName(shard)}.jsonl`,
    criticFeedback: (critic: string, shard: number) => `${root}/feedback-${critic}/${shardName(shard)}.jsonl`,
    /** What this iteration judges by, where the judge prompt evolves, and what that rests on. */
    rubric: `${root}/rubric.json`,
    rubricTrials: `${root}/rubric-trials.jsonl`,
    /** What the selection would make if nobody looked at safety. */
    proposedPairs: `${root}/proposed-pairs.jsonl`,
    pairs: `${root}/pairs.jsonl`,
    selection: `${root}/selection.json`,
    trainingRows: `${root}/training.jsonl`,
    validationRows: `${root}/validation.jsonl`,
    rewardRows: `${root}/reward-training.jsonl`,
    manifest: `${root}/manifest.json`,
    calls: (stage: string) => `${root}/calls/${stage}.jsonl`,
    rejection: `${root}/rejected.json`,
    journal: (stage: string) => `${root}/journals/${stage}`,
  };
}

/** Where the costs of making a file of a run are kept, one file an attempt. */
export function costPath(output: string, attempt: string): string {
  const [, run = '', part = ''] = /^runs\/([^/]+)\/(.+?)(?:\.jsonl?)?$/.exec(output) ?? [];
  return `${runLayout(run).costs}/${part}/${attempt}.json`;
}

export type SeedFile =
  | 'ift.jsonl'
  | 'eft.jsonl'
  | 'held-out.jsonl'
  | 'prompts.jsonl'
  | 'pairs.jsonl'
  | 'red-team.jsonl'
  | 'teacher.jsonl'
  | 'canaries.jsonl'
  | 'steps.jsonl'
  | 'pretraining.jsonl'
  | 'eft-judgements.jsonl'
  | 'eft-counts.json'
  | 'step-label-counts.json'
  | 'chosen-counts.json'
  | 'sft.training.jsonl'
  | 'M1.training.jsonl'
  | 'RM.training.jsonl'
  | 'PRM.training.jsonl'
  | 'revision-counts.json'
  | `revisions/${string}.jsonl`
  | `helpful/${string}.jsonl`
  | `step-labels/${string}.jsonl`
  | `calls/${string}.jsonl`
  | `journals/${string}`;

export type EvaluationFile =
  | 'judgements.jsonl'
  | 'answers.jsonl'
  | 'metrics.json'
  | 'biases.jsonl'
  | 'biases-outside.jsonl'
  | `calls/${string}.jsonl`
  | `journals/${string}`
  | `verdicts-against-${string}.jsonl`
  | `head-to-head-against-${string}.json`
  | `benchmarks/${string}/${BenchmarkFile}`;

/** What one model did in a benchmark. Outputs and judgments are in the upstream project's format. */
export type BenchmarkFile =
  | 'answers.jsonl'
  | 'judgments.jsonl'
  | 'outputs.jsonl'
  | 'outputs.json'
  | 'annotations.json'
  | 'scores.json'
  | 'metrics.json'
  | `attempt-${number}.${'json' | 'log' | 'figures.json'}`;

/** The critic whose feedback a file of an iteration is; undefined for any other file, a journal of such feedback too. */
export function criticOf({ root }: { root: string }, path: string): string | undefined {
  if (!path.startsWith(`${root}/`)) return undefined;
  return /^feedback-([^/]+)\/[^/]+\.jsonl$/.exec(path.slice(root.length + 1))?.[1];
}

/** The model whose reference a file of `runLayout(run).modelReferences` is; undefined for a file that is no reference. */
export function modelNameOf(path: string): string | undefined {
  return /\/models\/((?:M\d+|sft|RM\d*|PRM)(?:\.\d+)?)\.json$/.exec(path)?.[1];
}

export function shardName(shard: number): string {
  return `shard-${String(shard).padStart(4, '0')}`;
}
