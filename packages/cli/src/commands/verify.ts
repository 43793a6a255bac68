// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import type { VerifyResult } from '@mpk/core';
import type { Reported } from '@mpk/kit/report';
import type { VsaOutput } from '@mpk/kit/verify';
import { BaseCommand } from '../base-command.js';
import { privateKey } from '../private-key.js';
import { policyFlags, policySource } from '../policy-flags.js';
import { cacheFlag, jobsFlag, readingOptions } from '../reading-flags.js';
import { renderResult } from '../output/render-result.js';
import { adHocRequirements, requirementFlags } from '../requirement-flags.js';

export default class Verify extends BaseCommand {
  static override summary = 'May this model go on? Verify it under a policy, a key or a lock.';
  static override description = `Reads the model once, verifies its signatures, and judges it.

Exit status: 0 pass, 10 fail (the model is refused), 20 undecided (bad input or nothing to check), 75 try again.
Nothing but 0 is a pass.

--only looks at some files, to find out whether they differ from what was signed or pinned: 10 where one of them does, else 20,
because the rest was not looked at.`;
  static override usage = 'verify MODEL [--policy FILE | --key FILE | --lock FILE | ...] [--report DIR]';
  static override examples = [
    '<%= config.bin %> verify ./model --policy policy.yaml --report out',
    '<%= config.bin %> verify ./model --key release.pub',
    '<%= config.bin %> verify hf://acme/encoder@main --lock model.lock',
    '<%= config.bin %> verify ./model --trusted-root root.json --identity trainer@example.com --issuer https://issuer.example',
    '<%= config.bin %> verify ./model --trust-bundle trust.sigstore.json --trust-key security.pub',
  ];
  static override args = {
    model: Args.string({ required: true, description: 'path of a folder or file, or hf://org/name@revision' }),
  };
  static override flags = {
    ...policyFlags,
    ...requirementFlags,
    signature: Flags.string({
      multiple: true,
      description:
        'signature bundles to use; default model.sig in the folder, FILE.sig beside a file; MODEL goes before it, or after --',
      helpValue: 'FILE',
    }),
    attestations: Flags.string({
      multiple: true,
      description:
        'folders or files with attestations about the model, and about what it was made from; MODEL goes before it, or after --',
      helpValue: 'PATH',
    }),
    uri: Flags.string({ description: 'name that the model goes by in match and reports', helpValue: 'URI' }),
    'vsa-signer': Flags.string({
      description:
        'sign a summary (SLSA VSA) of the decision with this private key: a PEM file, pkcs11:URI, or exec:PROGRAM',
      helpValue: 'KEY',
    }),
    vsa: Flags.string({
      description: 'summary to write; default vsa.sigstore.json, in the folder of the report if there is one',
      helpValue: 'FILE',
      dependsOn: ['vsa-signer'],
    }),
    'verifier-id': Flags.string({
      description: 'URI of the verifier in the summary; default spec.vsa.verifierId of the policy',
      helpValue: 'URI',
      dependsOn: ['vsa-signer'],
    }),
    'accept-vsa': Flags.boolean({
      description: 'let a summary of an earlier pass stand for the work, where the policy allows it',
      default: false,
    }),
    only: Flags.string({
      multiple: true,
      description: 'look only at files whose names match this glob; the answer is then 10 or 20, never a pass',
      helpValue: 'GLOB',
      exclusive: ['vsa-signer', 'accept-vsa', 'report'],
    }),
    report: Flags.string({
      description: 'write report.html, report.md, report.json and evidence.json there',
      helpValue: 'DIR',
    }),
    ...cacheFlag,
    ...jobsFlag,
  };

  async run(): Promise<VerifyResult> {
    const { args, flags } = await this.parse(Verify);
    if (flags.report !== undefined) (await import('@mpk/kit/report')).prepareReportFolder(flags.report);
    const { verifyModel } = await import('@mpk/kit/verify');
    const adHoc = adHocRequirements(flags);
    const outcome = await verifyModel({
      ...readingOptions(flags, { quiet: this.jsonEnabled(), signal: this.interruptSignal() }),
      ...adHoc,
      model: args.model,
      uri: flags.uri,
      signaturePaths: flags.signature,
      attestationPaths: flags.attestations,
      acceptVsa: flags['accept-vsa'],
      only: flags.only,
      ...(await vsaOutput(flags)),
      onNote: (line) => this.logToStderr(line),
      ...policySource(flags, adHoc),
    });
    const result = flags.report === undefined ? outcome.result : await this.#report(flags.report, outcome);
    if (outcome.vsa) this.logToStderr(`summary ${outcome.vsa.bundlePath}`);
    // Before anything is printed: a reader that goes away must not turn a refusal into a pass.
    this.exitWith(outcome.exitCode);
    this.log(renderResult(result));
    return result;
  }

  async #report(folder: string, outcome: Reported): Promise<VerifyResult> {
    const { writeReport } = await import('@mpk/kit/report');
    const { html } = writeReport(folder, outcome);
    return { ...outcome.result, report: html };
  }
}

interface VsaFlags {
  readonly 'vsa-signer'?: string | undefined;
  readonly vsa?: string | undefined;
  readonly 'verifier-id'?: string | undefined;
  readonly report?: string | undefined;
}

/** Where the summary of the decision goes, and who signs it. */
async function vsaOutput(flags: VsaFlags): Promise<{ vsa?: VsaOutput }> {
  const signer = flags['vsa-signer'];
  if (signer === undefined) return {};
  const path = flags.vsa ?? join(flags.report ?? '.', 'vsa.sigstore.json');
  const method = { key: await privateKey(signer, {}) };
  return { vsa: { method, path, verifierId: flags['verifier-id'] } };
}
