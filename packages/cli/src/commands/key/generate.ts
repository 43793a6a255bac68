// SPDX-License-Identifier: Apache-2.0
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import type { KEY_CURVES, KeyFiles } from '@mpk/kit/key';
import { BaseCommand } from '../../base-command.js';
import { readPassword } from '../../password.js';

const CURVES = ['P-256', 'P-384', 'P-521', 'Ed25519'] as const satisfies (typeof KEY_CURVES)[number][];

export default class KeyGenerate extends BaseCommand {
  static override summary = 'Make a key pair for signing models: NAME.key and NAME.pub.';
  static override description = `The private key is encrypted when a password is given by --password-file or MPK_KEY_PASSWORD.`;
  static override examples = [
    '<%= config.bin %> key generate release',
    '<%= config.bin %> key generate release --curve P-384 --password-file password.txt',
  ];
  static override args = { name: Args.string({ required: true, description: 'path of the keys without extension' }) };
  static override flags = {
    curve: Flags.string({
      options: [...CURVES],
      default: 'P-256',
      description: 'elliptic curve; model-signing reads P-256, P-384 and P-521, cosign P-256 and Ed25519',
    }),
    'password-file': Flags.string({ description: 'file with the password that encrypts the key', helpValue: 'FILE' }),
    force: Flags.boolean({ description: 'replace keys that are there', default: false }),
  };

  async run(): Promise<KeyFiles> {
    const { args, flags } = await this.parse(KeyGenerate);
    const { generateKeyFiles } = await import('@mpk/kit/key');
    const password = readPassword(flags['password-file'], process.env);
    const curve = CURVES.find((one) => one === flags.curve) ?? 'P-256';
    const files = generateKeyFiles({ name: args.name, curve, password, overwrite: flags.force });
    if (password === undefined)
      this.logToStderr('the private key is not encrypted: keep it where only you can read it');
    this.log(`private key ${files.privateKeyPath}`);
    this.log(`public key  ${files.publicKeyPath}`);
    this.log(`digest      ${files.keyDigest}`);
    this.log(`hint        ${files.keyHint}`);
    return files;
  }
}
