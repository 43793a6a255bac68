// SPDX-License-Identifier: Apache-2.0
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { MpkError, type VerifyResult } from '@mpk/core';
import { BaseCommand } from '../base-command.js';
import { policyFlags, policySource } from '../policy-flags.js';
import { renderResult } from '../output/render-result.js';

export default class Decide extends BaseCommand {
  static override summary = 'Judge stored evidence again, without the model.';
  static override description = `Signatures in the evidence are verified anew with the policy's own keys. The digests of the files are believed:
the answer is worth what the storage of the evidence is worth.`;
  static override examples = ['<%= config.bin %> decide out/evidence.json --policy stricter.yaml'];
  static override args = {
    evidence: Args.string({ required: true, description: 'evidence.json of a report' }),
  };
  static override flags = {
    ...policyFlags,
    report: Flags.string({
      description: 'write report.html, report.md, report.json and evidence.json there',
      helpValue: 'DIR',
    }),
  };

  async run(): Promise<VerifyResult> {
    const { args, flags } = await this.parse(Decide);
    const { decide } = await import('@mpk/kit/decide');
    const { policy } = policySource(flags);
    if (policy === undefined) {
      throw new MpkError('USAGE', 'nothing says under which policy', { hint: 'give --policy, or set MPK_POLICY' });
    }
    const outcome = await decide({ evidencePath: args.evidence, policy, env: process.env });
    let { result } = outcome;
    if (flags.report !== undefined) {
      const { writeReport } = await import('@mpk/kit/report');
      result = { ...result, report: writeReport(flags.report, outcome).html };
    }
    // Before anything is printed: a reader that goes away must not turn a refusal into a pass.
    this.exitWith(outcome.exitCode);
    this.log(renderResult(result));
    return result;
  }
}
