// SPDX-License-Identifier: Apache-2.0
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { MpkError, SEVERITIES, suggestion, writeFileAtomic } from '@mpk/core';
import type { AuditResult, AuditRule } from '@mpk/kit/audit';
import { BaseCommand } from '../base-command.js';
import { renderAudit, renderRuleList, renderRuleText } from '../output/render-audit.js';
import { pathHere } from '../path-here.js';
import { jobsFlag, readingOptions } from '../reading-flags.js';

export default class Audit extends BaseCommand {
  static override summary = 'Does what a model says of itself hold together, and is anything missing?';
  static override description = `Collects what every file states (cards, configurations, headers of weights, licences) and what the bytes are, and holds the facts
against each other: contradictions with both of their sources, gaps, and what should not have been published. Nothing is fetched.
What it says of licences are facts for a review, never legal advice.

Exit status: 0 pass, 10 fail, 20 undecided (bad input), 2 wrong usage. Nothing but 0 is a pass.`;
  static override usage = 'audit MODEL [--fail-on SEVERITY] | audit --list | audit --explain RULE';
  static override examples = [
    '<%= config.bin %> audit ./model',
    '<%= config.bin %> audit hf://org/name@revision --fail-on medium --json',
    '<%= config.bin %> audit --explain base-model-differs',
  ];
  static override args = {
    model: Args.string({ description: 'path of a folder or file, or hf://org/name@revision' }),
  };
  static override flags = {
    'fail-on': Flags.string({ options: [...SEVERITIES], description: 'least severity that fails', default: 'high' }),
    list: Flags.boolean({ default: false, description: 'list all rules' }),
    explain: Flags.string({ description: 'say what a rule finds, and what to do', helpValue: 'RULE' }),
    sarif: Flags.string({ description: 'write a SARIF 2.1.0 log there, for code scanning', helpValue: 'FILE' }),
    markdown: Flags.string({ description: 'write a summary in Markdown there', helpValue: 'FILE' }),
    force: Flags.boolean({ description: 'replace output files that are there', default: false }),
    uri: Flags.string({ description: 'name that the model goes by in reports', helpValue: 'URI' }),
    ...jobsFlag,
  };

  async run(): Promise<AuditResult | readonly RuleSummary[] | RuleSummary> {
    const { args, flags } = await this.parse(Audit);
    if (flags.list) return this.#list();
    if (flags.explain !== undefined) return this.#explain(flags.explain);
    if (args.model === undefined) {
      throw new MpkError('USAGE', 'nothing was named that should be audited', {
        hint: 'mpk audit MODEL; or mpk audit --list for the rules',
      });
    }
    const { assertOutputs, audit, auditToMarkdown, auditToSarif } = await import('@mpk/kit/audit');
    const paths = [flags.sarif, flags.markdown].filter((path) => path !== undefined);
    assertOutputs({ model: args.model, paths, overwrite: flags.force, env: process.env });
    const { result, exitCode } = await audit({
      ...readingOptions(flags, { quiet: this.jsonEnabled(), signal: this.interruptSignal() }),
      model: args.model,
      uri: flags.uri,
      failOn: SEVERITIES.find((severity) => severity === flags['fail-on']),
    });
    if (flags.sarif !== undefined) {
      const log = auditToSarif(result, { modelPath: pathHere(args.model) });
      writeFileAtomic(flags.sarif, `${JSON.stringify(log, null, 2)}\n`);
    }
    if (flags.markdown !== undefined) writeFileAtomic(flags.markdown, auditToMarkdown(result));
    // Before anything is printed: a reader that goes away must not turn a refusal into a pass.
    this.exitWith(exitCode);
    this.log(renderAudit(result));
    return result;
  }

  async #list(): Promise<readonly RuleSummary[]> {
    const { AUDIT_RULES, AUDIT_THEMES } = await import('@mpk/kit/audit');
    this.log(renderRuleList(AUDIT_RULES, AUDIT_THEMES));
    return AUDIT_RULES.map(summaryOf);
  }

  async #explain(id: string): Promise<RuleSummary> {
    const { AUDIT_RULES } = await import('@mpk/kit/audit');
    const rule = AUDIT_RULES.find((one) => one.id === id);
    if (rule === undefined) {
      const known = AUDIT_RULES.map((one) => one.id);
      throw new MpkError('USAGE', `there is no rule ${JSON.stringify(id)}${suggestion(id, known)}`, {
        hint: 'mpk audit --list shows them',
      });
    }
    this.log(renderRuleText(rule));
    return summaryOf(rule);
  }
}

type RuleSummary = Omit<AuditRule, 'check'>;

const summaryOf = ({
  id,
  theme,
  severity,
  description,
  risk,
  fix,
  limits,
  isOfModelsAlone,
}: AuditRule): RuleSummary => ({
  id,
  theme,
  severity,
  description,
  risk,
  fix,
  ...(limits !== undefined && { limits }),
  ...(isOfModelsAlone && { isOfModelsAlone }),
});
