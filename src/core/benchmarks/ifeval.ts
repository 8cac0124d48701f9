import { groupBy } from '../group-by';
import type { Random } from '../random';
import { average } from '../statistics/average';
import { bootstrapInterval, type Interval } from '../statistics/bootstrap';
import { followedInstructions } from '../verifiers/ifeval/verify-instructions';
import { instructionsOf, type IfevalOutput, type IfevalQuestion } from './ifeval-formats';

export interface GradedInstruction {
  kind: string;
  strict: boolean;
  loose: boolean;
}

/** Strictly, and with what a first line, a last line or asterisks spoil forgiven. */
type Level<Value> = Record<'strict' | 'loose', Value>;

export interface IfevalReport {
  prompts: number;
  instructions: number;
  /** Share of prompts all of whose instructions are followed. */
  promptLevel: Level<Interval | null>;
  /** Share of instructions. */
  instructionLevel: Level<Interval | null>;
  kinds: ({ kind: string; instructions: number } & Level<number | null>)[];
}

export function gradeIfeval(
  question: Pick<IfevalQuestion, 'instruction_id_list' | 'kwargs'>,
  response: string,
): GradedInstruction[] {
  const instructions = instructionsOf(question);
  const strict = followedInstructions({ response, instructions, leniency: 'strict' });
  const loose = followedInstructions({ response, instructions, leniency: 'loose' });
  return strict.map(({ id, follows }, index) => ({
    kind: id,
    strict: follows,
    loose: loose[index]?.follows ?? false,
  }));
}

/** The four accuracies of IFEval (2311.07911) with intervals over prompts, and those of each kind of instruction. */
export function ifevalReport(graded: readonly (readonly GradedInstruction[])[], random: Random): IfevalReport {
  const all = graded.flat();
  const each = <Value>(valueOf: (level: 'strict' | 'loose') => Value) => ({
    strict: valueOf('strict'),
    loose: valueOf('loose'),
  });
  const instructionsFollowed = (level: 'strict' | 'loose') => (sample: typeof graded) =>
    average(sample.flatMap((instructions) => instructions.map((instruction) => Number(instruction[level]))));
  return {
    prompts: graded.length,
    instructions: all.length,
    promptLevel: each((level) => bootstrapInterval(promptScores(graded, level), average, { random })),
    instructionLevel: each((level) => bootstrapInterval(graded, instructionsFollowed(level), { random })),
    kinds: [...groupBy(all, ({ kind }) => kind)]
      .map(([kind, of]) => ({
        kind,
        instructions: of.length,
        ...each((level) => average(of.map((instruction) => Number(instruction[level])))),
      }))
      .toSorted((a, b) => (a.kind < b.kind ? -1 : 1)),
  };
}

/** 1 for each prompt all of whose instructions are followed. */
export function promptScores(graded: readonly (readonly GradedInstruction[])[], level: 'strict' | 'loose'): number[] {
  return graded.map((instructions) => Number(instructions.every((instruction) => instruction[level])));
}

/** How many of our verdicts equal those that the outputs carry. */
export function gradeAgreement(
  answers: readonly { output: IfevalOutput; graded: readonly GradedInstruction[] }[],
): Level<{ compared: number; equal: number }> {
  const count = (level: 'strict' | 'loose') => {
    const pairs = answers.flatMap(({ output, graded }) =>
      graded.map((instruction, index) => [output[level]?.[index], instruction[level]]),
    );
    const compared = pairs.filter(([theirs]) => theirs !== undefined);
    return { compared: compared.length, equal: compared.filter(([theirs, ours]) => theirs === ours).length };
  };
  return { strict: count('strict'), loose: count('loose') };
}
