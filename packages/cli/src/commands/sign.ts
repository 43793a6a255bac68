// SPDX-License-Identifier: Apache-2.0
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { MpkError, countFiles } from '@mpk/core';
import type { SignOutcome, SigningMethod } from '@mpk/kit/sign';
import { BaseCommand } from '../base-command.js';
import { readPassword } from '../password.js';
import { jobsFlag, readingOptions } from '../reading-flags.js';

export default class Sign extends BaseCommand {
  static override summary = 'Sign a model: writes an OpenSSF Model Signing bundle.';
  static override description = `Signs with a private key, with a key and its certificate, or keyless with an identity token through Sigstore.
The token comes from --identity-token-file, SIGSTORE_ID_TOKEN, or GitHub Actions.
The password of an encrypted key comes from --password-file or MPK_KEY_PASSWORD, never from an argument.`;
  static override usage =
    'sign MODEL (--key FILE [--certificate FILE [--chain FILE...]] | --keyless --fulcio-url URL --rekor-url URL) [-o FILE]';
  static override examples = [
    '<%= config.bin %> sign ./model --key release.key',
    '<%= config.bin %> sign ./model --key leaf.key --certificate leaf.pem --chain intermediate.pem',
    '<%= config.bin %> sign ./model --keyless --fulcio-url https://fulcio.corp.example --rekor-url https://rekor.corp.example',
  ];
  static override args = { model: Args.string({ required: true, description: 'path of a folder or file' }) };
  static override flags = {
    key: Flags.string({ description: 'private key (PEM)', helpValue: 'FILE', exclusive: ['keyless'] }),
    'password-file': Flags.string({
      description: 'file with the password of the key',
      helpValue: 'FILE',
      dependsOn: ['key'],
    }),
    certificate: Flags.string({ description: 'certificate of the key (PEM)', helpValue: 'FILE', dependsOn: ['key'] }),
    chain: Flags.string({
      multiple: true,
      description: 'intermediate certificates (PEM)',
      helpValue: 'FILE',
      dependsOn: ['certificate'],
    }),
    keyless: Flags.boolean({ description: 'sign with an identity through Sigstore', default: false }),
    'identity-token-file': Flags.string({
      description: 'file with the identity token',
      helpValue: 'FILE',
      dependsOn: ['keyless'],
    }),
    'fulcio-url': Flags.string({ description: 'certificate authority', helpValue: 'URL', env: 'SIGSTORE_FULCIO_URL' }),
    'rekor-url': Flags.string({ description: 'transparency log', helpValue: 'URL', env: 'SIGSTORE_REKOR_URL' }),
    'tsa-url': Flags.string({ description: 'timestamp authority', helpValue: 'URL', env: 'SIGSTORE_TSA_URL' }),
    output: Flags.string({
      char: 'o',
      description: 'bundle to write; default model.sig in the folder, FILE.sig beside a file',
      helpValue: 'FILE',
    }),
    'ignore-path': Flags.string({ multiple: true, description: 'name to leave unsigned, with everything below it' }),
    compat: Flags.string({ options: ['model-signing-1'], description: 'write what this other tool can read' }),
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
      method: this.#method(flags),
      ignorePaths: flags['ignore-path'],
      overwrite: flags.force,
      ...(flags.compat !== undefined && { compat: 'model-signing-1' as const }),
    });
    this.log(`signed ${countFiles(outcome.files)}`);
    this.log(`model  ${outcome.manifestDigest}`);
    this.log(`bundle ${outcome.bundlePath}`);
    return outcome;
  }

  #method(flags: SignFlags): SigningMethod {
    if (flags.keyless) {
      const [fulcioUrl, rekorUrl] = [flags['fulcio-url'], flags['rekor-url']];
      if (fulcioUrl === undefined || rekorUrl === undefined) {
        throw new MpkError('USAGE', 'keyless signing needs --fulcio-url and --rekor-url', {
          hint: 'or set SIGSTORE_FULCIO_URL and SIGSTORE_REKOR_URL',
        });
      }
      return { keyless: { tokenPath: flags['identity-token-file'], fulcioUrl, rekorUrl, tsaUrl: flags['tsa-url'] } };
    }
    if (flags.key === undefined) {
      throw new MpkError('USAGE', 'nothing says how to sign', {
        hint: 'give --key FILE (mpk key generate makes one), or --keyless',
      });
    }
    const key = { privateKeyPath: flags.key, password: readPassword(flags['password-file'], process.env) };
    if (flags.certificate === undefined) return { key };
    return { certificate: { ...key, certificatePath: flags.certificate, chainPaths: flags.chain } };
  }
}

interface SignFlags {
  readonly keyless: boolean;
  readonly key?: string | undefined;
  readonly 'password-file'?: string | undefined;
  readonly certificate?: string | undefined;
  readonly chain?: string[] | undefined;
  readonly 'identity-token-file'?: string | undefined;
  readonly 'fulcio-url'?: string | undefined;
  readonly 'rekor-url'?: string | undefined;
  readonly 'tsa-url'?: string | undefined;
}
