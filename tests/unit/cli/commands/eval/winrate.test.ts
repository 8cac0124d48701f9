import { jsonLines, temporaryFiles } from '../../../data/temporary-files';
import { runCommand } from '../../run-command';

const files = temporaryFiles();

const annotation = (instruction: string, preference: number | null, rest: object = {}) => ({
  instruction,
  generator_1: 'base',
  generator_2: 'mine',
  output_1: 'four',
  output_2: 'sixsix',
  annotator: 'judge',
  preference,
  ...rest,
});
const output = (instruction: string, text: string, generator: string) => ({ instruction, output: text, generator });
const ROWS = [
  annotation('a', 1.75),
  annotation('b', 1.25),
  annotation('c', 0),
  annotation('d', null),
  annotation('e', 1),
];
const winrate = (...words: string[]) => runCommand('eval', 'winrate', ...words);

describe('srlm eval winrate', () => {
  it("reads AlpacaEval's own array, counts what has no preference, and takes lengths from the annotations (methods section 15)", async () => {
    const { exitCode, out } = await winrate(
      '--annotations',
      files.write('array.json', JSON.stringify(ROWS, null, 2)),
      '--json',
    );
    expect(exitCode).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      model: 'mine',
      baseline: 'base',
      nulls: 1,
      raw: {
        compared: 4,
        wins: 1,
        losses: 2,
        ties: 1,
        discreteWinRate: 0.375,
        winRate: { estimate: 0.375 },
      },
      lengths: { model: 6, baseline: 4 },
      lengthControlled: { variant: 'minimal', penalty: 1, coefficients: { length: 0 } },
      against: null,
    });
  });

  it('says why there is no length-controlled win rate', async () => {
    const bare = ROWS.map((row) => ({ ...row, output_1: undefined, output_2: undefined }));
    const { out } = await winrate('--annotations', files.write('bare.jsonl', jsonLines(bare)));
    expect(out).toContain('No length-controlled win rate: not every annotation tells both lengths');
    expect(out).not.toMatch(/^length-controlled/m);
  });

  it('compares with another model on the same instructions', async () => {
    const mine = files.write('mine.jsonl', jsonLines(ROWS));
    const other = ROWS.map((row) => ({ ...row, generator_2: 'other', preference: 1.1 }));
    const { out } = await winrate('--annotations', mine, '--against', files.write('other.jsonl', jsonLines(other)));
    expect(out).toContain('Raw, against other: +27.50 points');
    expect(out).toContain('better on 3, worse on 1, equal on 0 of 4 (1 on one side only); sign test p = 0.63');
  });

  const annotations = files.write('annotations.jsonl', jsonLines(ROWS));
  const others = ['b', 'c', 'd', 'e'].map((instruction) => output(instruction, 'sixsix', 'mine'));

  it.each([
    [
      'an answer of another model',
      [output('a', 'sixsix', 'who')],
      ':1: generator_2: is "mine", but the output is by "who"',
    ],
    [
      'another answer',
      [output('a', 'seven..', 'mine')],
      ':1: output_2: another answer was judged (of 6 code points; the output has 7)',
    ],
    ['no answer', [], '.jsonl has no output of "a"'],
    ['two answers', [output('a', 'sixsix', 'mine'), output('a', 'x', 'mine')], ':2: is about the same as line 1: "a"'],
    ['no instruction', [{ output: 'x', generator: 'mine' }], ':1: must have the instruction, or its index'],
  ])('refuses outputs with %s by file and line', async (what, rows, message) => {
    const file = files.write(`${what}.jsonl`, jsonLines([...rows, ...others]));
    const { exitCode, out, log } = await winrate('--annotations', annotations, '--outputs', file);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(log).toContain(message);
  });

  it('refuses preferences outside 1 to 2, a second model, and a variant without difficulties', async () => {
    const bad = files.write('bad.jsonl', jsonLines([annotation('a', 0.4), annotation('b', 1, { generator_2: 'z' })]));
    expect((await winrate('--annotations', bad)).log).toContain(`${bad}:1: preference: must be 0, null or from 1 to 2`);
    const two = files.write('two.jsonl', jsonLines([annotation('a', 1), annotation('b', 1, { generator_2: 'z' })]));
    expect((await winrate('--annotations', two)).log).toContain(
      `${two}:2: generator_2: must be "mine" in every row (is "z")`,
    );
    expect((await winrate('--annotations', annotations, '--variant', 'full')).log).toContain('--difficulty FILE');
  });

  it('refuses difficulties that do not reach every position', async () => {
    const csv = files.write(
      'gamed.csv',
      'model,preference,index,std_delta_len,instruction_difficulty\nx,0.5,0,1,0.1\n',
    );
    const { log } = await winrate('--annotations', annotations, '--difficulty', csv);
    expect(log).toContain(`${annotations}:2: there is no difficulty of position 1`);
  });
});
