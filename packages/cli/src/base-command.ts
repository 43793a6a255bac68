// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { Command } from '@oclif/core/command';
import { CLIError } from '@oclif/core/errors';
import { ERROR_CODES, exitFor, isMpkError, type MpkError } from '@mpk/core';
import { withoutIdleNote } from './missing-argument.js';
import { nearestCommand, noSuchCommand } from './mistyped-command.js';
import { errorJson, renderError } from './output/render-result.js';

/** What every command shares: `--json`, exit codes, and errors as answers with a code. */
export abstract class BaseCommand extends Command {
  static override enableJsonFlag = true;
  readonly #interrupt = new AbortController();

  /** Aborted by Ctrl-C: reading stops, and nothing half-done is left behind. */
  protected interruptSignal(): AbortSignal {
    process.once('SIGINT', () => this.#interrupt.abort());
    process.once('SIGTERM', () => this.#interrupt.abort());
    return this.#interrupt.signal;
  }

  /** A negative verdict is an answer, not an error. */
  protected exitWith(exitCode: number): void {
    process.exitCode = exitCode;
  }

  protected override async catch(thrown: Error & { exitCode?: number; oclif?: { exit?: number } }): Promise<unknown> {
    const error = this.#mistyped() ?? thrown;
    if (!isMpkError(error)) error.message = withoutIdleNote(error.message, this.argv);
    if (isMpkError(error) && !this.jsonEnabled()) {
      process.exitCode = exitFor(error.code);
      this.logToStderr(renderError(error));
      return undefined;
    }
    // oclif reads `oclif.exit` in text mode and `exitCode` under --json: set both or they disagree.
    error.exitCode = isMpkError(error) ? exitFor(error.code) : (error.oclif?.exit ?? ERROR_CODES.INTERNAL.exit);
    error.oclif = { ...error.oclif, exit: error.exitCode };
    return super.catch(error);
  }

  /** A command of this one that was mistyped, and so taken for its first argument: `mpk bom verfy`. */
  #mistyped(): (MpkError & { exitCode?: number; oclif?: { exit?: number } }) | undefined {
    const [word] = this.argv;
    const own = this.config.commandIDs.filter((id) => id.startsWith(`${this.id ?? ''}:`));
    if (word === undefined || own.length === 0 || existsSync(word)) return undefined;
    const words = [...(this.id ?? '').split(':'), word];
    return nearestCommand(words, own) === undefined ? undefined : noSuchCommand(words, own);
  }

  /** oclif's default would print every own property of the error. */
  protected override toErrorJson(error: unknown): unknown {
    if (isMpkError(error)) return errorJson(error);
    if (error instanceof CLIError) return { error: { code: 'USAGE', message: error.message } };
    return { error: { code: 'INTERNAL', message: 'unexpected failure, rerun with DEBUG=*' } };
  }
}
