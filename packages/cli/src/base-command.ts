// SPDX-License-Identifier: Apache-2.0
import { Command } from '@oclif/core/command';
import { CLIError } from '@oclif/core/errors';
import { ERROR_CODES, exitFor, isMpkError } from '@mpk/core';
import { renderError } from './output/render-result.js';

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

  protected override async catch(error: Error & { exitCode?: number; oclif?: { exit?: number } }): Promise<unknown> {
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

  /** oclif's default would print every own property of the error. */
  protected override toErrorJson(error: unknown): unknown {
    if (isMpkError(error)) {
      const { code, message, hint } = error;
      return { error: { code, message, ...(hint !== undefined && { hint }) } };
    }
    if (error instanceof CLIError) return { error: { code: 'USAGE', message: error.message } };
    return { error: { code: 'INTERNAL', message: 'unexpected failure, rerun with DEBUG=*' } };
  }
}
