import type { Command } from 'commander';
import { VllmClient } from 'vllm-client';
import { alpacaInstructionSchema } from '../../../core/benchmarks/alpaca-eval-formats';
import { measureByLabel, type ByLabels } from '../../../core/benchmarks/measure-by-label';
import { visibleText } from '../../../core/visible-text';
import { readKeyedRows } from '../../../data/evaluation/keyed-rows';
import { MissingSecretError, secrets } from '../../../env';
import { endpointSchema, type Endpoint } from '../../../recipes/sections';
import { jsonOption, print, type CommandContext, type JsonOptions } from '../../command-context';
import { InvalidInputError, OperationFailedError } from '../../errors';
import { labelQuestions, type RefusedQuestion } from '../../label-questions';
import { openLabelsFile } from '../../labels-file';
import { labelCountLines } from '../../view/label-tables';

interface CategoriesOptions extends JsonOptions {
  questions: string;
  out: string;
  url: string;
  model: string;
  apiKeyEnv?: string;
}

interface Report {
  questions: number;
  /** Labelled by this command, and by earlier ones. */
  labelled: number;
  labelledBefore: number;
  /** Questions that the server would not take. */
  refused: RefusedQuestion[];
  counts: ByLabels<number>;
}

/** How many questions are labelled between two lines that say so. */
const SAID_EVERY = 50;
const EXAMPLES = 3;

const HELP = `
Asks a model at an OpenAI-compatible server for the topic, the complexity from 1 to 10 and the expected length of the answer of
each instruction (AlpacaEval's analysis in 2401.10020), and adds a row to --out for each reply. What has a row there is not
asked again, so that a command that was interrupted can be repeated. A label that cannot be read is null, and counted. At most
SRLM_MAX_CALLS_PER_REPLICA calls are in flight.

Example:
  srlm eval categories --questions alpaca_eval.json --url http://judge.internal:8000 --model big-judge --out labels.jsonl
  srlm eval winrate --annotations annotations.json --categories labels.jsonl`;

export function addEvalCategories(evaluate: Command, context: CommandContext): void {
  evaluate
    .command('categories')
    .summary('label questions by topic, complexity and length, for win rates by category')
    .description('Has a model label the questions of AlpacaEval, for "srlm eval winrate --categories".')
    .requiredOption('--questions <file>', "AlpacaEval's instructions")
    .requiredOption('--url <address>', 'base address of the server')
    .requiredOption('--model <name>', 'the name under which it serves the model')
    .requiredOption('--out <file>', 'labels, JSON Lines; rows that are there are kept')
    .option('--api-key-env <variable>', "variable with the server's key; its name begins with SRLM_KEY_")
    .addOption(jsonOption())
    .addHelpText('after', HELP)
    .action(async (options: CategoriesOptions) => {
      const report = await label(options, context);
      print(context.terminal, options, report, render(report));
    });
}

async function label(options: CategoriesOptions, context: CommandContext): Promise<Report> {
  const { url, model, apiKeyEnv } = endpointOf(options);
  const apiKey = apiKeyEnv === undefined ? {} : { apiKey: keyIn(apiKeyEnv) };
  const rows = await readKeyedRows(options.questions, alpacaInstructionSchema, ({ instruction }) => instruction);
  const file = await openLabelsFile(options.out, model);
  const labels = new Map(file.rows.map((row) => [row.instruction, row]));
  const missing = rows.map(({ row }) => row).filter(({ instruction }) => !labels.has(instruction));
  const labelledBefore = rows.length - missing.length;
  const labelled = () => rows.filter(({ key }) => labels.has(key)).length;
  const signal = context.interrupted();
  const client = new VllmClient({ baseUrl: url, ...apiKey });
  try {
    const refused = await labelQuestions(missing, {
      client,
      model,
      callsInFlight: context.environment().maxCallsPerReplica,
      signal,
      async keep(row) {
        await file.append(row);
        labels.set(row.instruction, row);
        if (labels.size % SAID_EVERY === 0) context.terminal.log(`Labelled ${labelled()} of ${rows.length} questions`);
      },
    });
    if (refused[0] && refused.length === missing.length) throw new Error(refused[0].reason);
    const counts = measureByLabel(
      rows,
      ({ key }) => labels.get(key),
      (group) => group.length,
    );
    return { questions: rows.length, labelled: labelled() - labelledBefore, labelledBefore, refused, counts };
  } catch (error) {
    const why = signal.aborted ? 'Interrupted' : error instanceof Error ? error.message : String(error);
    throw new OperationFailedError(
      `${why}\n${labelled()} of ${rows.length} questions are labelled in ${options.out}; the same command asks for the rest`,
      { cause: error },
    );
  } finally {
    await client.close();
  }
}

/** @throws InvalidInputError that names the option, for what no recipe could name as an endpoint either. */
function endpointOf({ url, model, apiKeyEnv }: CategoriesOptions): Endpoint {
  const parsed = endpointSchema.safeParse({ url, model, ...(apiKeyEnv === undefined ? {} : { apiKeyEnv }) });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const option = issue?.path[0] === 'apiKeyEnv' ? 'api-key-env' : String(issue?.path[0]);
  throw new InvalidInputError(`--${option} ${issue?.message}`);
}

function keyIn(variable: string): string {
  try {
    return secrets(variable);
  } catch (error) {
    if (error instanceof MissingSecretError)
      throw new InvalidInputError(`--api-key-env names ${variable}, which is not set`);
    throw error;
  }
}

function render({ questions, labelled, labelledBefore, refused, counts }: Report): string {
  return [
    `${questions} questions: ${labelled} labelled now, ${labelledBefore} before, ${refused.length} refused by the server`,
    // Texts of others must not steer the terminal.
    ...refused
      .slice(0, EXAMPLES)
      .map(({ instruction, reason }) => visibleText(`"${instruction.slice(0, 60)}": ${reason}`)),
    ...labelCountLines(counts, questions),
  ].join('\n');
}
