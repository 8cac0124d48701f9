import { jsonLines, temporaryFiles } from '../../../data/temporary-files';
import { runCommand } from '../../run-command';

const files = temporaryFiles();

/** A judge that says the first model wins a share of 40 comparisons, the others lost, of two iterations. */
function verdicts(name: string, wins: number, wanted = 40): string {
  const rows = Array.from({ length: wanted }, (_, index) => {
    const verdict = index % 10 < wins ? 'first' : 'second';
    return { id: `p${index}`, firstModel: index < 20 ? 'M2' : 'M3', forward: verdict, backward: verdict, judge: name };
  });
  return files.write(`${name}.jsonl`, jsonLines(rows));
}

const panel = (...judges: string[]) => runCommand('eval', 'panel', ...judges.flatMap((judge) => ['--judge', judge]));
const [self, one, other] = [verdicts('self', 9), verdicts('one', 8), verdicts('other', 9)];

describe('srlm eval panel', () => {
  it('finds a gain that every judge sees', async () => {
    const { exitCode, out } = await panel(
      `self:llama:training=${self}`,
      `one:qwen:independent=${one}`,
      `other:gpt:independent=${other}`,
    );
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^self +llama +training +36 +0 +4 +0 +90.00 %/m);
    expect(out).toMatch(/^without qwen +36 /m);
    expect(out).toMatch(/^self, one +90.00 % +40 /m);
    expect(out).toContain("Krippendorff's alpha: ");
    expect(out).toContain('Verdict: holds');
  });

  it('finds a gain that only the training judge sees', async () => {
    const [against, doubtful] = [verdicts('against', 4), verdicts('doubtful', 5)];
    const { out } = await panel(
      `self:llama:training=${self}`,
      `a:qwen:independent=${against}`,
      `b:gpt:independent=${doubtful}`,
    );
    expect(out).toContain('Verdict: judge-specific');
  });

  it('refuses what is no panel, and comparisons that not all judges made', async () => {
    expect(await panel(`self:llama:training=${self}`)).toMatchObject({
      exitCode: 2,
      log: 'The judges of a panel must be of at least 3 families, got 1 (llama).',
    });
    expect((await panel('self=x')).log).toContain('"self=x" is no judge; write NAME:FAMILY:training=FILE');
    const short = verdicts('short', 9, 39);
    const judges = [`self:llama:training=${self}`, `one:qwen:independent=${one}`, `short:gpt:independent=${short}`];
    const { exitCode, log } = await panel(...judges);
    expect(exitCode).toBe(2);
    expect(log).toContain(`${self}:40: ${short} has no verdict of "p39"`);
  });
});
