import { z } from 'zod';
import { countStyle } from '../../../src/core/benchmarks/answer-style';
import { arenaHardAnswerSchema, arenaHardQuestionSchema } from '../../../src/core/benchmarks/arena-hard-formats';
import { runCommand } from '../cli/run-command';
import { describeSharedData } from './shared-data';
import { jsonLines, temporaryFiles } from './temporary-files';

const files = temporaryFiles();
const reportSchema = z.object({
  categories: z.tuple([z.object({ models: z.tuple([z.object({ score: z.object({ estimate: z.number() }) })]) })]),
});

describeSharedData('arena_hard', 'github.com/lmarena/arena-hard-auto', ({ path, rows }) => {
  const answers = () => rows('v0.1/model_answer/gpt-4-0314.jsonl', arenaHardAnswerSchema);

  it('has 500 and 750 questions, and an answer of the baseline to each of the first', () => {
    expect(rows('v2.0/question.jsonl', arenaHardQuestionSchema)).toHaveLength(750);
    const uids = new Set(rows('v0.1/question.jsonl', arenaHardQuestionSchema).map(({ uid }) => uid));
    expect(uids.size).toBe(500);
    expect(new Set(answers().map(({ uid }) => uid))).toEqual(uids);
  });

  it('srlm eval arena-hard takes away what a judge gives for length (methods section 16)', async () => {
    // The model answers as the baseline does, but with a tail on every other prompt, which this judge likes four times of five.
    const own = answers().map(({ uid, answer }, index) => ({
      uid,
      model: 'padded',
      messages: [{ role: 'assistant', content: { answer: index % 2 === 0 ? `${answer} ${answer}` : answer } }],
    }));
    const judgments = own.map(({ uid, model }, index) => {
      const wins = index % 2 === 0 ? index % 10 !== 8 : index % 4 === 1;
      return { uid, model, games: wins ? [{ score: 'B>A' }, { score: 'A>B' }] : [{ score: 'A>B' }, { score: 'B>A' }] };
    });
    const [judged, answered] = [files.write('j.jsonl', jsonLines(judgments)), files.write('a.jsonl', jsonLines(own))];
    const baseline = path('v0.1/model_answer/gpt-4-0314.jsonl');
    const score = async (...words: string[]) => {
      const { out } = await runCommand('eval', 'arena-hard', judged, ...words, '--json');
      return reportSchema.parse(JSON.parse(out)).categories[0].models[0].score.estimate;
    };
    expect(await score()).toBeCloseTo(0.65, 2);
    expect(await score('--style', 'length', '--answers', answered, '--baseline', baseline)).toBeCloseTo(0.5, 2);
  }, 120_000);

  it('finds Markdown in the answers', () => {
    const styles = answers().map(({ answer }) => countStyle(answer));
    expect(styles.filter(({ listItems }) => listItems > 0).length).toBeGreaterThan(200);
    expect(styles.every(({ tokens }) => tokens > 0)).toBe(true);
  });
});
