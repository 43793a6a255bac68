// SPDX-License-Identifier: Apache-2.0
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import type { ModelDigest } from '@mpk/kit/digest';
import { BaseCommand } from '../base-command.js';
import { cacheFlag, jobsFlag, readingOptions } from '../reading-flags.js';

export default class Digest extends BaseCommand {
  static override summary = 'Print what a model is known by: its manifest digest and its OMS root digest.';
  static override examples = ['<%= config.bin %> digest ./model', '<%= config.bin %> digest ./model --files'];
  static override args = {
    model: Args.string({ required: true, description: 'path of a folder or file, or hf://org/name@revision' }),
  };
  static override flags = {
    files: Flags.boolean({ description: 'list every file with its SHA-256', default: false }),
    'ignore-path': Flags.string({ multiple: true, description: 'name to leave out, with everything below it' }),
    ...cacheFlag,
    ...jobsFlag,
  };

  async run(): Promise<ModelDigest> {
    const { args, flags } = await this.parse(Digest);
    const { digestModel } = await import('@mpk/kit/digest');
    const digest = await digestModel({
      ...readingOptions(flags, { quiet: this.jsonEnabled(), signal: this.interruptSignal() }),
      model: args.model,
      ignorePaths: flags['ignore-path'],
    });
    const { showName } = await import('@mpk/core');
    if (flags.files) for (const file of digest.files) this.log(`${file.sha256}  ${showName(file.name)}`);
    this.log(`manifest ${digest.manifestDigest}`);
    this.log(`oms-root ${digest.omsRootDigest}`);
    return digest;
  }
}
