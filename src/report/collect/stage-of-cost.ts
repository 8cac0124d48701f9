/** The stage that a cost record is of, from where it is kept: `iterations/2/responses/shard-0001/ATTEMPT.json`. */
export function stageOfCost(path: string): { part: string; stage: string } {
  const [folder = '', name = '', file = ''] = path.split('/');
  switch (folder) {
    case 'iterations':
      return { part: `iteration ${name}`, stage: STAGES[file] ?? file.replace('feedback-', '') };
    case 'evaluations':
      return { part: name, stage: 'evaluation' };
    case 'models': {
      const [, model = name, what = ''] = /^(.+)\.(training|fingerprint)$/.exec(name) ?? [];
      return { part: model, stage: what === 'training' ? 'training' : 'serving' };
    }
    default:
      return { part: 'preparation', stage: name.replace(/^eft-/, '') };
  }
}

/** Files of an iteration whose names are not what a stage does. */
const STAGES: Record<string, string> = { feedback: 'judgements' };
