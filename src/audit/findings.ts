/** Something that is not as it was recorded. `place` is a file, a file and line, or a workflow and event. */
export interface Difference {
  place: string;
  problem: string;
}

/** Something that this audit cannot show, and why. */
export interface Unproven {
  what: string;
  why: string;
}

/** How much was checked and found as recorded. */
export interface Proven {
  workflows: number;
  events: number;
  manifests: number;
  files: number;
  bytes: number;
  models: number;
  modelFiles: number;
  prompts: number;
  responses: number;
  judgements: number;
  feedback: number;
  pairs: number;
  trainingRows: number;
  validationRows: number;
  evaluations: number;
  views: number;
}

export interface AuditReport {
  run: string;
  passed: boolean;
  proven: Proven;
  unproven: Unproven[];
  differences: Difference[];
}

/** What an audit has found so far. */
export interface Findings {
  prove(what: keyof Proven, count: number): void;
  cannotProve(what: string, why: string): void;
  differ(place: string, problem: string): void;
  report(run: string): AuditReport;
}

export function createFindings(): Findings {
  const proven: Proven = {
    workflows: 0,
    events: 0,
    manifests: 0,
    files: 0,
    bytes: 0,
    models: 0,
    modelFiles: 0,
    prompts: 0,
    responses: 0,
    judgements: 0,
    feedback: 0,
    pairs: 0,
    trainingRows: 0,
    validationRows: 0,
    evaluations: 0,
    views: 0,
  };
  const unproven: Unproven[] = [];
  const differences: Difference[] = [];
  return {
    prove(what, count) {
      proven[what] += count;
    },
    cannotProve(what, why) {
      unproven.push({ what, why });
    },
    differ(place, problem) {
      differences.push({ place, problem });
    },
    report: (run) => ({ run, passed: differences.length === 0, proven, unproven, differences }),
  };
}
