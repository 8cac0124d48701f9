/**
 * The stages of a run at which it can be steered. `held` is the beginning of the label of the call that a test holds to
 * keep a run there; its kind says what a pause or a cancellation does to it:
 * calls: to models, cancelled between two of them; engines: training and serving, which a pause lets end;
 * store: minutes of reading and writing, which are waited for.
 */
export interface StageCase {
  stage: string;
  held: string | null;
  kind: 'calls' | 'engines' | 'store' | 'person';
  within: 'preparation' | 'iteration';
  /** The call that follows one to an engine; a pause keeps it from being made. */
  next?: string;
  /** What the recipe of a run must say for it to come to this stage. */
  recipe?: object;
}

const withProgram = { critics: [{ kind: 'judge' }, { kind: 'http', url: 'http://127.0.0.1:1/score' }] };

export const stages: readonly StageCase[] = [
  { stage: 'opening', held: 'openRun', kind: 'store', within: 'preparation' },
  { stage: 'seed', held: 'seed', kind: 'store', within: 'preparation' },
  { stage: 'base model', held: 'import', kind: 'engines', within: 'preparation', next: 'serve M0' },
  { stage: 'SFT baseline training', held: 'train sft', kind: 'engines', within: 'preparation', next: 'serve sft' },
  { stage: 'serving', held: 'serve sft', kind: 'engines', within: 'preparation', next: 'evaluate sft' },
  { stage: 'evaluation', held: 'evaluate sft', kind: 'calls', within: 'preparation' },
  { stage: 'EFT', held: 'buildEft', kind: 'calls', within: 'preparation' },
  { stage: 'prompts', held: 'prompts 1.1', kind: 'calls', within: 'iteration' },
  { stage: 'responses', held: 'sample 1.1/0', kind: 'calls', within: 'iteration' },
  { stage: 'judgements', held: 'judge 1.1/0', kind: 'calls', within: 'iteration' },
  { stage: 'scores of a program', held: 'http 1.1/0', kind: 'calls', within: 'iteration', recipe: withProgram },
  { stage: 'pairs', held: 'pairs 1.1', kind: 'store', within: 'iteration' },
  { stage: 'DPO training', held: 'train M2', kind: 'engines', within: 'iteration', next: 'serve M2' },
  { stage: 'serving of the new model', held: 'serve M2', kind: 'engines', within: 'iteration', next: 'evaluate M2' },
  { stage: 'evaluation of the new model', held: 'evaluate M2', kind: 'calls', within: 'iteration' },
  { stage: 'report', held: 'report', kind: 'store', within: 'iteration' },
  { stage: 'awaiting approval', held: null, kind: 'person', within: 'iteration' },
];
