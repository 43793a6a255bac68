// SPDX-License-Identifier: Apache-2.0
import { DANGEROUS_NAMES, type Danger } from './dangerous-names.js';

export type { Danger } from './dangerous-names.js';

/** More parts than any real name has: past it nothing is looked up, so that a hostile name costs no quadratic work. */
const MAX_PARTS = 32;

/** Attributes from which everything else can be reached; a real pickle names none of them. */
const ATTRIBUTES: ReadonlySet<string> = new Set(
  (
    '__globals__ __builtins__ __subclasses__ __class__ __bases__ __base__ __mro__ __dict__ __code__ __closure__ ' +
    '__getattribute__ __getattr__ __setattr__ __init__ __new__ __call__ __func__ __self__ __loader__ __spec__ ' +
    '__reduce__ __reduce_ex__ __import__ __wrapped__ __defaults__ __kwdefaults__ __module__ mro f_globals f_locals ' +
    'f_builtins f_back gi_frame cr_frame func_globals'
  ).split(' '),
);

const REASONS: ReadonlyMap<string, Danger> = new Map(
  Object.entries(DANGEROUS_NAMES).flatMap(([danger, names]) =>
    names.split(' ').map((name): [string, Danger] => [name, danger as Danger]),
  ),
);

/**
 * What is known against an import; undefined says nothing in its favour.
 *
 * It raises the severity of a finding and words its message. Whether a name is let through is for `findAllowed` alone.
 * The longest known name at the front of `module.name` counts, then one inside it (`pathlib os.system` reaches `os`).
 *
 * @param module - attacker-controlled
 * @param name - attacker-controlled, may have dots
 */
export function dangerOf(module: string, name: string): Danger | undefined {
  const parts = `${module}.${name}`.split('.', MAX_PARTS + 1);
  if (parts.length > MAX_PARTS) return 'reaches-attributes';
  return longestKnown(parts) ?? throughAttributes(parts) ?? insideName(module, name);
}

function longestKnown(parts: readonly string[]): Danger | undefined {
  for (let end = parts.length; end > 0; end -= 1) {
    const danger = REASONS.get(parts.slice(0, end).join('.'));
    if (danger) return danger;
  }
  return undefined;
}

function throughAttributes(parts: readonly string[]): Danger | undefined {
  return parts.some((part) => ATTRIBUTES.has(part)) ? 'reaches-attributes' : undefined;
}

/** A module reached as an attribute of another: the unpickler follows the dots of a name (protocol 4 and above). */
function insideName(module: string, name: string): Danger | undefined {
  if (!name.includes('.')) return undefined;
  const parts = [module.split('.').at(-1) ?? '', ...name.split('.')];
  for (let start = 1; start < parts.length - 1; start += 1) {
    const danger = longestKnown(parts.slice(start));
    if (danger) return danger;
  }
  return undefined;
}
