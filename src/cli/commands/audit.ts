import type { Command } from 'commander';
import { auditRun } from '../../audit/audit-run';
import { renderAudit } from '../../audit/render-audit';
import { jsonOption, print, type CommandContext, type JsonOptions } from '../command-context';
import { requireSame } from '../require-same';
import { runName } from '../run-name';
import { withReplay, withRunSources, type RunSourceOptions } from '../run-sources';
import { addAuditExport } from './audit-export';
import { addAuditVerify } from './audit-verify';

const HELP = `
Every workflow of the run is replayed; files, models and manifests are compared with the digests that the histories
hold; what critics said is made again from their recorded calls, and pairs and training rows from that. Each difference
is named by file and line, or by workflow and event. What an audit cannot prove is listed with the reason.

Examples:
  srlm audit demo
  srlm audit demo --histories exported/ --store /mnt/store --json
  srlm audit run export                     a run that is named like a command
  srlm audit export demo demo.audit.jsonl && srlm audit verify demo.audit.jsonl`;

export function addAudit(program: Command, context: CommandContext): void {
  const audit = program
    .command('audit')
    .summary('prove a run by its histories and digests')
    .description('Checks everything that a run recorded, and says what is proven and what is not.')
    .usage('[command] <RUN> [options]')
    .addHelpText('after', HELP);
  audit
    .command('run', { isDefault: true })
    .summary('audit a run; "run" may be left out unless the run is named like one of these commands')
    .description('Checks everything that a run recorded, and says what is proven and what is not.')
    .argument('<RUN>', 'the name of the run')
    .option('--store <dir>', 'the artifact store, instead of SRLM_STORE')
    .option('--histories <dir>', 'exported histories (JSON files), instead of those of the Temporal server')
    .option('--selector <file>', 'where the module is now that selected, if a recipe names one: it is run')
    .addOption(jsonOption())
    .action(async (typed: string, options: JsonOptions & RunSourceOptions & { selector?: string }) => {
      const selectorFile = (ofRecipe: string) => options.selector ?? ofRecipe;
      const report = await withRunSources(context, runName(typed), options, (sources, findings) =>
        withReplay(() => auditRun({ ...sources, selectorFile }, findings)),
      );
      print(context.terminal, options, report, renderAudit(report));
      requireSame(report);
    });
  addAuditExport(audit, context);
  addAuditVerify(audit, context);
}
