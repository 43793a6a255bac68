// SPDX-License-Identifier: Apache-2.0
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { MpkError, countFiles, type ModelLock } from '@mpk/core';
import type { PinOutcome } from '@mpk/kit/pin';
import { BaseCommand } from '../base-command.js';
import { confirm } from '../confirm.js';
import { renderLockDiff } from '../output/render-lock-diff.js';
import { jobsFlag, readingOptions } from '../reading-flags.js';

/** What `mpk pin --json` prints. */
interface PinResult {
  readonly lock: ModelLock;
  readonly path: string;
  readonly written: boolean;
  readonly changes?: PinOutcome['changes'];
}

export default class Pin extends BaseCommand {
  static override summary = 'Pin a third-party model that nobody signed: writes a lock of its files.';
  static override description = `mpk verify MODEL --lock model.lock then holds the model to exactly these bytes.

hf://org/name@revision is read from the local Hugging Face cache or, with --live or when it is not there, from the Hub
(HF_ENDPOINT, HF_TOKEN), every file checked against the Hub's own digest while it streams.`;
  static override examples = [
    '<%= config.bin %> pin ./downloaded -o model.lock',
    '<%= config.bin %> pin hf://sentence-transformers/all-MiniLM-L6-v2@main',
    '<%= config.bin %> pin ./downloaded --update',
  ];
  static override args = {
    model: Args.string({ required: true, description: 'path of a folder or file, or hf://org/name@revision' }),
  };
  static override flags = {
    output: Flags.string({ char: 'o', description: 'lock to write', helpValue: 'FILE', default: 'model.lock' }),
    update: Flags.boolean({ description: 'show what changed against the lock that is there, and ask', default: false }),
    yes: Flags.boolean({ char: 'y', description: 'do not ask', default: false, dependsOn: ['update'] }),
    uri: Flags.string({ description: 'where the model came from, to be written into the lock', helpValue: 'URI' }),
    live: Flags.boolean({ description: 'read from the Hub even when the model is in the local cache', default: false }),
    'ignore-path': Flags.string({ multiple: true, description: 'name to leave out, with everything below it' }),
    ...jobsFlag,
  };

  async run(): Promise<PinResult> {
    const { args, flags } = await this.parse(Pin);
    const { pinModel, writeLock } = await import('@mpk/kit/pin');
    const outcome = await pinModel({
      ...readingOptions(flags, { quiet: this.jsonEnabled(), signal: this.interruptSignal() }),
      model: args.model,
      outputPath: flags.output,
      live: flags.live,
      uri: flags.uri,
      ignorePaths: flags['ignore-path'],
    });
    const written = await this.#mayWrite(outcome, flags);
    if (written) writeLock(flags.output, outcome.lock, flags.update);
    this.log(
      `${written ? 'pinned' : 'unchanged'} ${countFiles(outcome.lock.files.length)} of ${outcome.lock.uri ?? args.model}`,
    );
    this.log(`model  ${outcome.lock.manifestDigest}`);
    this.log(`lock   ${flags.output}`);
    return { lock: outcome.lock, path: flags.output, written, changes: outcome.changes };
  }

  async #mayWrite({ changes }: PinOutcome, flags: { output: string; update: boolean; yes: boolean }): Promise<boolean> {
    if (changes === undefined) return true;
    if (!flags.update) {
      throw new MpkError('OUTPUT_EXISTS', `${flags.output} is there already`, {
        hint: 'use --update to see what changed',
      });
    }
    const shown = renderLockDiff(changes);
    if (shown === undefined) return false;
    this.logToStderr(shown);
    if (flags.yes || (await confirm('Pin the new state?'))) return true;
    throw new MpkError('CANCELLED', 'the lock was left as it was', { hint: 'use --yes to agree without being asked' });
  }
}
