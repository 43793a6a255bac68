// SPDX-License-Identifier: Apache-2.0
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { countFiles } from '@mpk/core';
import type { SignOutcome } from '@mpk/kit/sign';
import { BaseCommand } from '../base-command.js';
import { jobsFlag, readingOptions } from '../reading-flags.js';
import { serializationFlags, serializationOf } from '../serialization-flags.js';
import { signingFlags, signingMethod } from '../signing-flags.js';

export default class Sign extends BaseCommand {
  static override summary = 'Sign a model or dataset: writes an OpenSSF Model Signing bundle.';
  static override description = `Signs with a private key, with a key and its certificate, or keyless, with an identity that Sigstore certifies.
The identity is that of the job or pod that this runs in, or a token's (--identity-token-file, SIGSTORE_ID_TOKEN), or
yours, with --identity-provider interactive. Nothing is sent to the public Sigstore without --public-good.
The password of an encrypted key comes from --password-file or MPK_KEY_PASSWORD, never from an argument.

--append adds the signature to the claims beside the model (claims.jsonl, one bundle a line): so that several sign
one model, and a policy can ask for more than one of them.

One SHA-256 for each file is what every tool reads, and the fastest where the processor has instructions for it.
--hash and --serialization write the other forms of the specification; the command of PyPI's model-signing verifies
none of them.`;
  static override usage =
    'sign MODEL (--key FILE [--certificate FILE [--chain FILE...]] | --keyless [--signing-config FILE | --fulcio-url URL --rekor-url URL]) [-o FILE | --append]';
  static override examples = [
    '<%= config.bin %> sign ./model --key release.key',
    '<%= config.bin %> sign ./dataset --key data.key',
    '<%= config.bin %> sign ./model --key second.key --append',
    '<%= config.bin %> sign ./model --key leaf.key --certificate leaf.pem --chain intermediate.pem',
    '<%= config.bin %> sign ./model --keyless --fulcio-url https://fulcio.corp.example --rekor-url https://rekor.corp.example',
  ];
  static override args = { model: Args.string({ required: true, description: 'path of a folder or file' }) };
  static override flags = {
    ...signingFlags,
    output: Flags.string({
      char: 'o',
      description: 'bundle to write; default model.sig in the folder, FILE.sig beside a file',
      helpValue: 'FILE',
    }),
    append: Flags.boolean({
      description: 'add the signature to claims.jsonl in the folder (FILE.claims.jsonl beside a file)',
      default: false,
      exclusive: ['force'],
    }),
    'ignore-path': Flags.string({ multiple: true, description: 'name to leave unsigned, with everything below it' }),
    compat: Flags.string({ options: ['model-signing-1'], description: 'write what this other tool can read' }),
    ...serializationFlags,
    force: Flags.boolean({ description: 'replace a signature that is there', default: false }),
    ...jobsFlag,
  };

  async run(): Promise<SignOutcome> {
    const { args, flags } = await this.parse(Sign);
    const { signModel } = await import('@mpk/kit/sign');
    const outcome = await signModel({
      ...readingOptions(flags, { quiet: this.jsonEnabled(), signal: this.interruptSignal() }),
      model: args.model,
      outputPath: flags.output,
      method: await signingMethod(flags, (line) => this.logToStderr(line)),
      onNote: (line) => this.logToStderr(line),
      ignorePaths: flags['ignore-path'],
      serialization: serializationOf(flags),
      overwrite: flags.force,
      append: flags.append,
      ...(flags.compat !== undefined && { compat: 'model-signing-1' as const }),
    });
    this.log(`signed ${countFiles(outcome.files)}`);
    this.log(`model  ${outcome.manifestDigest}`);
    this.log(`bundle ${outcome.bundlePath}`);
    return outcome;
  }
}
