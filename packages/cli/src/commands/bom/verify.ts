// SPDX-License-Identifier: Apache-2.0
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import type { VerifyResult } from '@mpk/core';
import type { BomComparison } from '@mpk/kit/assess-bom';
import { BaseCommand } from '../../base-command.js';
import { renderBomVerification } from '../../output/render-bom-verification.js';
import { policyFlags, policySource } from '../../policy-flags.js';
import { jobsFlag, readingOptions } from '../../reading-flags.js';
import { adHocRequirements, requirementFlags } from '../../requirement-flags.js';

export default class BomVerify extends BaseCommand {
  static override summary = 'Does a BOM speak of the files that are there, and are they those that were signed?';
  static override description = `Holds every file that the BOM lists to the folder, by name, size and SHA-256, and the folder to the BOM. What it says is held to
what the files say: a licence, a base or a count that somebody edited is found. Where this version of the kit made the BOM, of one model,
that is all of it; of any other, CycloneDX or SPDX 3, it is licences, bases, data sets, sizes, metrics, architecture, task, name and version;
the answer is then AGREE IN PART, and names a licence or base of the files that the BOM leaves out. Every fact is confirmed, contradicted, or not
established by the files: of those nothing is known. With a policy, a key or an identity the model's signature is verified as well, over the
same digests, and what signed provenance and tests say is compared too.

Exit status: 0 the files agree and nothing that was compared is contradicted, which may be in part; 10 something is; 20 undecided. With --whole, 20
also where only a part was compared, or a fact is not established by the files. Without a policy, key or identity nothing is said of signatures.`;
  static override usage = 'bom verify BOM MODEL [--policy FILE | --key FILE | ...]';
  static override examples = ['<%= config.bin %> bom verify bom.json ./model --key release.pub'];
  static override args = {
    bom: Args.string({ required: true, description: 'CycloneDX JSON or XML, or SPDX 3 JSON-LD' }),
    model: Args.string({ required: true, description: 'path of a folder or file, or hf://org/name@revision' }),
  };
  static override flags = {
    ...policyFlags,
    ...requirementFlags,
    signature: Flags.string({ multiple: true, description: 'signature bundles to use', helpValue: 'FILE' }),
    attestations: Flags.string({
      multiple: true,
      description: 'folders or files with signed statements about the model that the BOM rests on',
      helpValue: 'PATH',
    }),
    whole: Flags.boolean({
      description: 'undecided (exit 20) where the BOM was compared in part, or a fact is not established by the files',
      default: false,
    }),
    ...jobsFlag,
  };

  async run(): Promise<BomVerifyResult> {
    const { args, flags } = await this.parse(BomVerify);
    const adHoc = adHocRequirements(flags);
    const source = policySource(flags, adHoc);
    const isAsked = source.policy !== undefined || Object.values(adHoc).some((value) => value !== undefined);
    const reading = readingOptions(flags, { quiet: this.jsonEnabled(), signal: this.interruptSignal() });
    const trusting = { ...adHoc, ...source, env: process.env };
    const { compareBomWithFiles, compareBomWithModel, modelOfEvidence, requireWhole } =
      await import('@mpk/kit/assess-bom');
    const verified = isAsked
      ? await (
          await import('@mpk/kit/verify')
        ).verifyModel({
          ...reading,
          ...adHoc,
          ...source,
          model: args.model,
          signaturePaths: flags.signature,
          attestationPaths: flags.attestations,
          claims: true,
        })
      : undefined;
    // The files that the signature was verified over, where one was: the model is read once.
    const { comparison: found, manifestDigest } =
      verified?.evidence === undefined
        ? await compareBomWithModel(args.bom, { ...reading, model: args.model })
        : await compareBomWithFiles(args.bom, await modelOfEvidence(verified.evidence, trusting));
    const comparison = flags.whole ? requireWhole(found) : found;
    const own = EXITS[comparison.outcome];
    // A refusal goes before what could not be decided.
    this.exitWith(own === 10 ? 10 : verified === undefined || verified.exitCode === 0 ? own : verified.exitCode);
    this.log(renderBomVerification(comparison, manifestDigest, verified?.result));
    return { bom: comparison, manifestDigest, ...(verified && { model: verified.result }) };
  }
}

const EXITS = { pass: 0, fail: 10, undecided: 20 } as const satisfies Record<BomComparison['outcome'], number>;

interface BomVerifyResult {
  readonly bom: BomComparison;
  readonly manifestDigest: string;
  /** what the policy says of the model, where one was given */
  readonly model?: VerifyResult;
}
