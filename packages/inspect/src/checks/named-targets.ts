// SPDX-License-Identifier: Apache-2.0
import type { Severity } from '@mpk/core';
import { dangerOf, type Danger } from '../allowed/index.js';

/** Modules that are reached through others which import them: `nemo.core.os.system` is `os.system`. */
const REACHED: ReadonlySet<string> = new Set(
  'builtins ctypes importlib io marshal nt os pathlib pickle posix pty runpy shutil socket subprocess sys types urllib'.split(
    ' ',
  ),
);

/** What a name of Python means that a configuration has made by Hydra, by `instantiate_from_config`, or by MLflow. */
export interface NamedTarget {
  readonly severity: Severity;
  readonly message: string;
}

/**
 * @param name - with dots, attacker-controlled
 * @param hasModule - whether the model's folder has a file that is imported by that name
 */
export function namedTarget(name: string, hasModule: (module: string) => boolean): NamedTarget {
  const danger = dangerOfPath(name);
  const message = `makes an object by name: ${name}`;
  if (danger !== undefined)
    return { severity: 'critical', message: `${message}, which ${danger.replaceAll('-', ' ')}` };
  const [first = ''] = name.split('.', 1);
  return hasModule(first)
    ? { severity: 'high', message: `${message}, defined by a file of the repository` }
    : { severity: 'medium', message };
}

/** Known against it, as a whole or from a module on that it goes through. */
export function dangerOfPath(name: string): Danger | undefined {
  const steps = name.split('.', 64);
  const starts = steps.flatMap((step, i) => (i === 0 || (REACHED.has(step) && i < steps.length - 1) ? [i] : []));
  for (const start of starts) {
    const danger = dangerOf(steps.slice(start, -1).join('.'), steps.at(-1) ?? '');
    if (danger !== undefined) return danger;
  }
  return undefined;
}
