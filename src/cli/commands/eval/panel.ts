import type { Command } from 'commander';
import { checkPanel } from '../../../core/statistics/panel-judge';
import { panelReport, type PanelReport } from '../../../core/statistics/panel-report';
import { readPanel, type PanelFile } from '../../../data/evaluation/read-panel';
import { jsonOption, print, type CommandContext, type JsonOptions } from '../../command-context';
import { InvalidInputError } from '../../errors';
import { figure, share, shareRange } from '../../view/figures';
import { tableLines } from '../../view/table';
import { evalRandom } from './eval-random';

interface PanelOptions extends JsonOptions {
  judge: string[];
}

const HELP = `
Each file holds one judge's verdicts on the same comparisons, as srlm records them (id, forward, backward: first, second, tie or
null; firstModel where several models are compared). The first model is the new one. A panel has judges of at least three
families, and one that took no part in training.
  holds            every judge sees the gain, and the panel's interval is above one half
  judge-specific   only judges that took part in training see it
  not shown        neither

Example:
  srlm eval panel --judge self:llama:training=self.jsonl --judge q:qwen:independent=q.jsonl --judge g:gpt:independent=g.jsonl`;

export function addEvalPanel(evaluate: Command, { terminal }: CommandContext): void {
  evaluate
    .command('panel')
    .summary('whether a gain holds for judges of several families')
    .description(
      'Compares the verdicts of a panel of judges: win rates, agreement, and whether the gain rests on who judges.',
    )
    .requiredOption('--judge <name:family:role=file...>', 'a judge; role is training or independent')
    .addOption(jsonOption())
    .addHelpText('after', HELP)
    .action(async (options: PanelOptions) => {
      const judges = await readPanel(options.judge.map(parseJudge));
      try {
        checkPanel(judges);
      } catch (error) {
        if (error instanceof RangeError) throw new InvalidInputError(error.message);
        throw error;
      }
      const report = panelReport(judges, evalRandom('panel'));
      print(terminal, options, report, render(report));
    });
}

function parseJudge(typed: string): PanelFile {
  const [, name, family, role, file] = /^([^:=]+):([^:=]+):(training|independent)=(.+)$/.exec(typed) ?? [];
  if (name === undefined || family === undefined || file === undefined) {
    throw new InvalidInputError(
      `"${typed}" is no judge; write NAME:FAMILY:training=FILE or NAME:FAMILY:independent=FILE`,
    );
  }
  return { name, family, role: role === 'training' ? 'training' : 'independent', file };
}

function render({ judges, panel, pairs, alpha, leaveOneFamilyOut, verdict }: PanelReport): string {
  type Rate = PanelReport['panel'];
  const rate = ({ wins, ties, losses, nulls, winRate, interval }: Rate) => [
    ...[wins, ties, losses, nulls].map(String),
    share(winRate),
    shareRange(interval),
  ];
  return [
    ...tableLines([
      ['judge', 'family', 'role', 'won', 'tied', 'lost', 'unread', 'win rate', '95 % interval', 'same in both orders'],
      ...judges.map((judge) => [
        judge.name,
        judge.family,
        judge.role,
        ...rate(judge),
        share(judge.position.consistency),
      ]),
      ['majority', '', '', ...rate(panel)],
      ...leaveOneFamilyOut.map(({ family, ...left }) => [`without ${family}`, '', '', ...rate(left)]),
    ]),
    '',
    ...tableLines([
      ['judges', 'agreement', 'n', 'without ties', 'n', 'kappa', 'rankings (tau-b)'],
      ...pairs.map(({ judges: both, withTies, withoutTies, kappa, kendallTauB }) => [
        both.join(', '),
        share(withTies.agreement),
        String(withTies.compared),
        share(withoutTies.agreement),
        String(withoutTies.compared),
        figure(kappa),
        figure(kendallTauB),
      ]),
    ]),
    '',
    `Krippendorff's alpha: ${figure(alpha)}`,
    `Verdict: ${verdict}`,
  ].join('\n');
}
