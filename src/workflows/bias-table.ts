import { escapeMarkdown } from '../core/escape-markdown';
import { decimal, percent } from './detail-figures';
import type { ModelStatus } from './status';

/** How far each model can be trusted as a judge, where it was measured; shares of comparisons, and what calls for a look. */
export function biasTable(models: readonly ModelStatus[]): string[] {
  const rows = models.flatMap(({ model, evaluation }) => {
    const biases = evaluation?.biases;
    if (!biases) return [];
    const { position, verbosityAttack, verbosityAgainstPeople, selfEnhancement, outsideDisagreement, alarms } = biases;
    const cells = [
      escapeMarkdown(model.name),
      counted(percent(position.consistency), position.compared),
      percent(position.firstSlot),
      counted(percent(verbosityAttack.failureRate), verbosityAttack.compared),
      decimal(verbosityAgainstPeople.bias),
      counted(decimal(selfEnhancement.bias), selfEnhancement.compared),
      percent(outsideDisagreement.share),
      alarms.join(', ') || 'none',
    ];
    return [`| ${cells.join(' | ')} |`];
  });
  if (rows.length === 0) return [];
  const header =
    '| as a judge | same in both orders | first slot twice | prefers padding | verbosity bias | own answers | outside judge disagrees | alarms |';
  return [[header, '|---|---|---|---|---|---|---|---|', ...rows].join('\n')];
}

function counted(figure: string, compared: number): string {
  return `${figure} (n ${compared})`;
}
