import type { AlpacaComparison } from '../../core/benchmarks/alpaca-eval';
import {
  alpacaAnnotationSchema,
  alpacaKey,
  alpacaOutputSchema,
  modelPreference,
  type AlpacaAnnotation,
  type AlpacaOutput,
} from '../../core/benchmarks/alpaca-eval-formats';
import { textLength } from '../../core/text-length';
import type { Difficulties } from './read-difficulties';
import { joinRows, problemOf, readKeyedRows, throwIfAny, type KeyedRow } from './keyed-rows';

export interface AlpacaEvalFiles {
  annotations: string;
  /** Answers of the model and of the baseline; without them the annotations' own texts or lengths count. */
  outputs?: string | undefined;
  baseline?: string | undefined;
}

export interface AlpacaEvalData {
  model: string;
  baseline: string;
  comparisons: AlpacaComparison[];
}

/** Judged instructions in the order of the annotations. @throws DataError, also where the answers are not those that were judged. */
export async function readAlpacaEval(files: AlpacaEvalFiles, difficulties?: Difficulties): Promise<AlpacaEvalData> {
  const annotations = await readKeyedRows(files.annotations, alpacaAnnotationSchema, alpacaKey);
  const [model, baseline] = [oneGenerator(annotations, 'generator_2'), oneGenerator(annotations, 'generator_1')];
  const modelLengths = await lengthsOf(annotations, files.outputs, {
    generator: 'generator_2',
    text: 'output_2',
    length: 'len_2',
  });
  const baselineLengths = await lengthsOf(annotations, files.baseline, {
    generator: 'generator_1',
    text: 'output_1',
    length: 'len_1',
  });
  if (difficulties) {
    const unknown = annotations.flatMap((row, position) =>
      difficulties.byPosition.has(position)
        ? []
        : [problemOf(row, null, `there is no difficulty of position ${position}`)],
    );
    throwIfAny(unknown);
  }
  return {
    model,
    baseline,
    comparisons: annotations.map(({ key, row }, position) => ({
      key,
      preference: modelPreference(row),
      modelLength: modelLengths.get(key) ?? null,
      baselineLength: baselineLengths.get(key) ?? null,
      // By position: the published figures are made so, also where a model has fewer annotations than there are instructions.
      difficulty: difficulties?.byPosition.get(position) ?? 0,
    })),
  };
}

type Annotation = KeyedRow<AlpacaAnnotation>;

/** The fields of an annotation that are about one of the two answers. */
interface Side {
  generator: 'generator_1' | 'generator_2';
  text: 'output_1' | 'output_2';
  length: 'len_1' | 'len_2';
}

function oneGenerator(annotations: readonly Annotation[], field: Side['generator']): string {
  const name = annotations[0]?.row[field] ?? '';
  const others = annotations.filter(({ row }) => row[field] !== name);
  throwIfAny(others.map((row) => problemOf(row, field, `must be "${name}" in every row (is "${row.row[field]}")`)));
  return name;
}

/** Lengths of one side's answers in code points. */
async function lengthsOf(
  annotations: readonly Annotation[],
  file: string | undefined,
  side: Side,
): Promise<Map<string, number>> {
  if (file === undefined) {
    return new Map(
      annotations.flatMap(({ key, row }) => {
        const text = row[side.text];
        const length = text === undefined ? row[side.length] : textLength(text);
        return length === undefined ? [] : [[key, length]];
      }),
    );
  }
  const outputs = await readKeyedRows(file, alpacaOutputSchema, alpacaKey);
  const pairs = joinRows(annotations, outputs, 'output');
  throwIfAny(pairs.flatMap(({ one, other }) => judgedAnother(one, other, side)));
  return new Map(pairs.map(({ one, other }) => [one.key, textLength(other.row.output)]));
}

function judgedAnother({ row: annotation, ...where }: Annotation, { row: output }: KeyedRow<AlpacaOutput>, side: Side) {
  if (output.generator !== annotation[side.generator]) {
    return [
      problemOf(
        where,
        side.generator,
        `is "${annotation[side.generator]}", but the output is by "${output.generator}"`,
      ),
    ];
  }
  const text = annotation[side.text];
  const length = text === undefined ? annotation[side.length] : textLength(text);
  const given = textLength(output.output);
  const isAnother = text === undefined ? length !== undefined && length !== given : text !== output.output;
  return isAnother
    ? [problemOf(where, side.text, `another answer was judged (of ${length} code points; the output has ${given})`)]
    : [];
}
