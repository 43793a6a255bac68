// SPDX-License-Identifier: Apache-2.0
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { MpkError, showName } from '@mpk/core';
import type { TrustBundleOutcome } from '@mpk/kit/trust';
import { BaseCommand } from '../../base-command.js';
import { privateKey } from '../../private-key.js';

/** As policies write durations. */
const DURATION = /^[1-9][0-9]{0,4}[hd]$/;

export default class TrustBundle extends BaseCommand {
  static override summary = 'Write one signed file with policies and all that they need, to verify without network.';
  static override description = `Takes policies with their keys, authorities, locks and roots of trust, and what mpk trust update fetched for them.
On the other machine, only the public key of whoever signed the file has to be there already:

    mpk verify ./model --trust-bundle trust.sigstore.json --trust-key security.pub`;
  static override usage = 'trust bundle POLICY... --key KEY -o FILE [--valid-for 90d]';
  static override examples = [
    '<%= config.bin %> trust bundle policy.yaml --key security.key -o trust.sigstore.json',
    '<%= config.bin %> trust bundle prod.yaml lab.yaml --key pkcs11:token=security --valid-for 30d -o trust.sigstore.json',
  ];
  static override strict = false;
  static override args = { policy: Args.string({ required: true, description: 'policy; more may follow' }) };
  static override flags = {
    key: Flags.string({
      required: true,
      description: 'private key that signs: a PEM file, pkcs11:URI, or exec:PROGRAM',
      helpValue: 'KEY',
    }),
    'key-arg': Flags.string({ multiple: true, description: 'argument of the program of exec:', helpValue: 'TEXT' }),
    'password-file': Flags.string({ description: 'file with the password of the key', helpValue: 'FILE' }),
    'pin-file': Flags.string({ description: 'file with the PIN of the token', helpValue: 'FILE' }),
    output: Flags.string({ char: 'o', required: true, description: 'file to write', helpValue: 'FILE' }),
    'valid-for': Flags.string({ description: 'how long it is used', default: '90d', helpValue: 'DURATION' }),
    force: Flags.boolean({ description: 'replace a file that is there', default: false }),
  };

  async run(): Promise<TrustBundleOutcome> {
    const { argv, flags } = await this.parse(TrustBundle);
    if (!DURATION.test(flags['valid-for'])) {
      throw new MpkError('USAGE', `${JSON.stringify(flags['valid-for'])} is no duration`, {
        hint: 'such as 90d or 12h',
      });
    }
    const { createTrustBundle } = await import('@mpk/kit/trust');
    const outcome = await createTrustBundle({
      policyPaths: argv.map(String),
      outputPath: flags.output,
      overwrite: flags.force,
      validFor: flags['valid-for'],
      key: await privateKey(flags.key, {
        args: flags['key-arg'],
        passwordFile: flags['password-file'],
        pinFile: flags['pin-file'],
      }),
      env: process.env,
      signal: this.interruptSignal(),
      onNote: (line) => this.logToStderr(line),
    });
    for (const { name, digest } of outcome.policies) this.log(`policy     ${digest}  ${showName(name)}`);
    this.log(`good until ${outcome.expiresOn}`);
    this.log(`bundle     ${outcome.bundlePath}`);
    return outcome;
  }
}
