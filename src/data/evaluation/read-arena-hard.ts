import { answerStyles, styleDifference, type StyleFeature } from '../../core/benchmarks/answer-style';
import { gamesOf, type Battle } from '../../core/benchmarks/arena-hard';
import {
  arenaHardAnswerSchema,
  arenaHardJudgmentSchema,
  arenaHardKey,
  type ArenaHardAnswer,
  type ArenaHardJudgment,
} from '../../core/benchmarks/arena-hard-formats';
import { problemOf, readKeyedRows, throwIfAny, type KeyedRow } from './keyed-rows';

export interface ArenaHardFiles {
  judgments: readonly string[];
  /** Answers of the models and of the baseline, for style control. */
  answers: readonly string[];
  baseline?: string | undefined;
}

export interface ArenaHardData {
  battles: (Battle & { category: string | null })[];
  /** Prompts by model of which a game could not be read. */
  nulls: Map<string, number>;
}

/** The battles of all files, with the differences in the given features of style. @throws DataError */
export async function readArenaHard(files: ArenaHardFiles, features: readonly StyleFeature[]): Promise<ArenaHardData> {
  const judgments = (
    await Promise.all(files.judgments.map((file) => readKeyedRows(file, arenaHardJudgmentSchema, keyOf)))
  ).flat();
  const styleOf = features.length === 0 ? () => [] : await readStyles(files, features);
  const nulls = new Map<string, number>();
  const battles = judgments.flatMap((judgment) => {
    const { model, category } = judgment.row;
    const games = gamesOf(judgment.row);
    nulls.set(model, (nulls.get(model) ?? 0) + Number(games === null));
    return games
      ? [{ key: arenaHardKey(judgment.row), model, category: category ?? null, games, style: styleOf(judgment) }]
      : [];
  });
  return { battles, nulls };
}

function keyOf(row: ArenaHardJudgment | ArenaHardAnswer): string {
  return `${row.model}, ${arenaHardKey(row)}`;
}

async function readStyles({ answers: files, baseline: file }: ArenaHardFiles, features: readonly StyleFeature[]) {
  const answers = (await Promise.all(files.map((name) => readKeyedRows(name, arenaHardAnswerSchema, keyOf)))).flat();
  const byKey = new Map(answers.map((answer) => [answer.key, answer.row]));
  const baselines = file === undefined ? [] : await readKeyedRows(file, arenaHardAnswerSchema, arenaHardKey);
  const baselineByKey = new Map(baselines.map(({ key, row }) => [key, row]));
  return (judgment: KeyedRow<ArenaHardJudgment>): number[] => {
    const [answer, baseline] = [byKey.get(judgment.key), baselineByKey.get(arenaHardKey(judgment.row))];
    if (!answer || !baseline) {
      const whose = answer ? `the baseline's answers (${file})` : `the models' answers (${files.join(', ')})`;
      throwIfAny([problemOf(judgment, null, `${whose} have none of this prompt`)]);
      return [];
    }
    const [ours, theirs] = answerStyles(answer, baseline);
    return features.map((feature) => styleDifference(feature, ours, theirs));
  };
}
