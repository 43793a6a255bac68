// SPDX-License-Identifier: Apache-2.0
import type { Random } from './random.ts';

/** An input: what a file of this name may hold. */
export interface Input {
  readonly name: string;
  readonly bytes: Buffer;
}

/** What reading an input came to. */
export interface Outcome {
  /** undefined where all is well */
  readonly failure?: string;
  /** what was found, without numbers: inputs that differ in it are of interest */
  readonly novelty: string;
}

/** What is shown inputs, how these are made, and what must hold of each. */
export interface Subject {
  /** names that inputs have */
  readonly names: readonly [string, ...string[]];
  /** Makes an input of those that `choose` gives. */
  make(choose: () => Buffer, random: Random): Buffer;
  /**
   * Says what is not as it must be. It may throw, which is a failure.
   *
   * @param grown - memory by which the first reading has raised the most that was in use: what comparing several takes is this
   * program's own
   */
  examine(input: Input, random: Random, grown: () => string | undefined): Outcome;
}

/** As the subject has it; what it throws is a failure as well. */
export function examine(subject: Subject, ...args: Parameters<Subject['examine']>): Outcome {
  try {
    return subject.examine(...args);
  } catch (error) {
    return { failure: `thrown: ${error instanceof Error ? (error.stack ?? error.message) : 'unknown'}`, novelty: '' };
  }
}

/** Of this process, in user and kernel: a busy machine does not count. */
export const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
