// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '../errors.js';
import { MAX_GLOB_CHARS } from './schema-parts.js';

/**
 * One step of a pattern: a character to equal, or a wildcard. `**` + `/` at the start of a part is two steps: `maybe`, which may
 * skip the next, and `folders`, which ends with a `/`.
 */
type Step = { readonly literal: string } | { readonly wild: 'one' | 'star' | 'globstar' | 'maybe' | 'folders' };

/**
 * Whether a glob matches the whole of `text`; see {@link compileGlob} for what a glob is.
 *
 * @throws MpkError `POLICY_INVALID` for a pattern longer than {@link MAX_GLOB_CHARS}
 */
export const matchesGlob = (pattern: string, text: string): boolean => compileGlob(pattern)(text);

/**
 * Prepares a glob for many texts.
 *
 * `*` stands for any characters but `/`, `?` for one character but `/`, `**` for any characters, and `**` that fills a path part
 * before a `/` also for nothing at all, so that `**` + `/x` matches `x`. All else is literal; there is no escape. Case counts.
 * Matching takes at most `pattern.length * text.length` steps, whatever they hold.
 *
 * @throws MpkError `POLICY_INVALID` for a pattern longer than {@link MAX_GLOB_CHARS}
 */
export function compileGlob(pattern: string): (text: string) => boolean {
  const steps = stepsOf(pattern);
  return (text) => {
    let states = new StateSet(steps);
    let next = new StateSet(steps);
    states.enter(0);
    for (const character of text) {
      for (const state of states.members) next.advance(state, character);
      if (next.members.length === 0) return false;
      [states, next] = [next, states];
      next.clear();
    }
    return states.members.includes(steps.length);
  };
}

function stepsOf(pattern: string): readonly Step[] {
  if (pattern.length > MAX_GLOB_CHARS) {
    throw new MpkError('POLICY_INVALID', `a glob has ${pattern.length} characters, expected at most ${MAX_GLOB_CHARS}`);
  }
  const steps: Step[] = [];
  for (const [part] of pattern.matchAll(/(?<![^/])\*\*\/|\*{2,}|[^]/gu)) {
    if (part === '**/') steps.push({ wild: 'maybe' }, { wild: 'folders' });
    else if (part.startsWith('**')) steps.push({ wild: 'globstar' });
    else if (part === '*') steps.push({ wild: 'star' });
    else if (part === '?') steps.push({ wild: 'one' });
    else steps.push({ literal: part });
  }
  return steps;
}

/** Where in the pattern the match may be: each step at most once, so that the work per character is bounded. */
class StateSet {
  readonly members: number[] = [];
  readonly #has: Uint8Array;

  constructor(private readonly steps: readonly Step[]) {
    this.#has = new Uint8Array(steps.length + 1);
  }

  clear(): void {
    for (const state of this.members) this.#has[state] = 0;
    this.members.length = 0;
  }

  /** Adds `state` and all that is reached from it without a character. */
  enter(state: number): void {
    for (let at = state; ; at++) {
      this.#add(at);
      const step = this.steps[at];
      if (step === undefined || 'literal' in step || step.wild === 'one') return;
      if (step.wild === 'maybe') this.#add(++at);
    }
  }

  /** Adds what is reached from `state` by one character. */
  advance(state: number, character: string): void {
    const step = this.steps[state];
    if (step === undefined) return;
    if ('literal' in step) {
      if (step.literal === character) this.enter(state + 1);
    } else if (step.wild === 'folders') {
      this.#add(state);
      if (character === '/') this.enter(state + 1);
    } else if (step.wild === 'globstar') {
      this.enter(state);
    } else if (character !== '/' && step.wild !== 'maybe') {
      this.enter(step.wild === 'star' ? state : state + 1);
    }
  }

  #add(state: number): void {
    if (this.#has[state] === 1) return;
    this.#has[state] = 1;
    this.members.push(state);
  }
}
