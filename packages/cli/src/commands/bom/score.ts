// SPDX-License-Identifier: Apache-2.0
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { MpkError } from '@mpk/core';
import type { FileScore } from '@mpk/kit/assess-bom';
import { BaseCommand } from '../../base-command.js';
import { policyFlags, policySource } from '../../policy-flags.js';
import { requirementFlags } from '../../requirement-flags.js';
import { renderScore } from '../../output/render-score.js';

export default class BomScoreCommand extends BaseCommand {
  static override summary = 'How complete is a BOM of a model, by a published profile, and what would close each gap?';
  static override description = `Works on any CycloneDX BOM that speaks of a model, JSON or XML, of any producer. Complete counts what is there and says something;
substantiated counts what a citation, a digest or a signature backs. A BOM may be given signed, as mpk attest writes it: its signature counts where
--key or a policy says whose does, and else it is told as not verified.

Exit status: 0, or 10 where it is less complete than --fail-under asks; 20 for what cannot be read.`;
  static override examples = [
    '<%= config.bin %> bom score bom.json',
    '<%= config.bin %> bom score bom.sigstore.json --key release.pub',
    '<%= config.bin %> bom score bom.json --profile eu-annex-xi --fail-under 0.6',
  ];
  static override args = {
    bom: Args.string({ required: true, description: 'CycloneDX JSON or XML, or a bundle or statement over it' }),
  };
  static override flags = {
    profile: Flags.string({ default: 'g7-2026', description: 'g7-2026, cisa-2025, eu-annex-xi, owasp or spdx-ai' }),
    'fail-under': Flags.string({ description: 'least share of the profile, from 0 to 1', helpValue: 'SHARE' }),
    ...policyFlags,
    key: requirementFlags.key,
    substantiated: Flags.boolean({ default: false, description: '--fail-under speaks of what is substantiated' }),
  };

  async run(): Promise<FileScore> {
    const { args, flags } = await this.parse(BomScoreCommand);
    const least = shareOf(flags['fail-under']);
    const { scoreBomFile, showRemedy } = await import('@mpk/kit/assess-bom');
    const adHoc = flags.key === undefined ? {} : { keyPath: flags.key };
    const trust = { ...adHoc, ...policySource(flags, adHoc), env: process.env };
    const score = await scoreBomFile(args.bom, flags.profile, trust);
    const { ratio } = flags.substantiated ? score.substantiated : score.completeness;
    this.exitWith(least !== undefined && ratio < least ? 10 : 0);
    this.log(renderScore(score, showRemedy));
    return score;
  }
}

function shareOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const share = Number(text);
  if (/^\d?(?:\.\d+)?$/.test(text) && text !== '' && share >= 0 && share <= 1) return share;
  throw new MpkError('USAGE', `--fail-under is ${JSON.stringify(text)}, expected a number from 0 to 1`);
}
