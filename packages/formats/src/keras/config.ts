// SPDX-License-Identifier: Apache-2.0
import { shownText } from '../reading/bounded.js';
import type { KerasConfig, KerasObject } from './content.js';

/** Most objects that are listed. */
const MAX_OBJECTS = 5000;
/** Most values that are looked at, and deepest nesting. */
const MAX_VALUES = 1_000_000;
const MAX_DEPTH = 200;
/** Most paths of one object, and most characters of one that are looked at and kept. */
const MAX_PATHS = 16;
const MAX_PATH_CHARS = 300;
const MAX_POINTER_CHARS = 300;

/** Keys of which each makes a dictionary one that says what is to be made. */
const NAMING = ['class_name', 'module', 'registered_name', 'fn_name', 'function', 'fn_module'];
/** Class of a function that is stored as code in Keras 3, and its type in Keras 2. */
const CODE_TYPES = ['__lambda__', 'lambda'];

type Dictionary = Readonly<Record<string, unknown>>;

interface Step {
  readonly value: unknown;
  readonly pointer: string;
  readonly depth: number;
}

/**
 * Finds every dictionary of a parsed configuration that says what is to be made: all of them, wherever they are, for Keras makes
 * objects of dictionaries deep in the arguments of layers.
 */
export function readKerasConfig(config: unknown): KerasConfig {
  const objects: KerasObject[] = [];
  let moreObjects = 0;
  let isCut = false;
  // The last of them is next: few are open at a time, and what is kept of each is a pointer.
  const open: Step[] = [{ value: config, pointer: '', depth: 0 }];
  for (let values = 0; open.length > 0; values++) {
    const step = open.pop();
    if (step === undefined || typeof step.value !== 'object' || step.value === null) continue;
    if (values > MAX_VALUES || step.depth > MAX_DEPTH) {
      isCut = true;
      continue;
    }
    const object = Array.isArray(step.value) ? undefined : objectOf(step.value as Dictionary, step.pointer);
    if (object !== undefined && objects.length < MAX_OBJECTS) objects.push(object);
    else if (object !== undefined) moreObjects++;
    for (const inner of innerSteps(step.value, step).reverse()) open.push(inner);
  }
  return { objects, moreObjects, isCut };
}

function innerSteps(value: object, { pointer, depth }: Step): Step[] {
  return Object.entries(value)
    .filter(([, inner]) => typeof inner === 'object' && inner !== null)
    .map(([key, inner]) => ({ value: inner as unknown, pointer: pointerTo(pointer, key), depth: depth + 1 }));
}

const pointerTo = (pointer: string, key: string): string =>
  `${pointer}/${shownText(key, 64).replace(/~/g, '~0').replace(/\//g, '~1')}`.slice(0, MAX_POINTER_CHARS);

function objectOf(value: Dictionary, pointer: string): KerasObject | undefined {
  if (!NAMING.some((key) => typeof value[key] === 'string' || isCode(value[key]))) return undefined;
  const config = isDictionary(value['config']) ? value['config'] : {};
  const module = textOf(value['module']) || textOf(value['fn_module']) || textOf(config['module']);
  return {
    pointer,
    className: textOf(value['class_name']),
    module,
    registeredName: textOf(value['registered_name']),
    // The configuration of a function is its name.
    functionName: functionName(value) || textOf(value['config']) || functionName(config),
    hasCode: hasCode(value) || hasCode(config),
    paths: pathsIn(value),
  };
}

const isDictionary = (value: unknown): value is Dictionary =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textOf = (value: unknown): string => (typeof value === 'string' ? shownText(value) : '');

const functionName = (value: Dictionary): string => textOf(value['fn_name']) || textOf(value['function']);

/** Keras 2 writes code as `[base64, defaults, closure]`, and Keras 3 as an object of class `__lambda__`. */
function hasCode(value: Dictionary): boolean {
  if (CODE_TYPES.includes(textOf(value['class_name'])) || CODE_TYPES.includes(textOf(value['function_type'])))
    return true;
  return typeof value['code'] === 'string' || isCode(value['function']);
}

const isCode = (value: unknown): boolean =>
  Array.isArray(value) && typeof value[0] === 'string' && isBase64(value[0].slice(0, 64));

const isBase64 = (text: string): boolean => text.length >= 16 && /^[A-Za-z0-9+/=\s]+$/.test(text);

/** Paths and URLs among the texts of an object's configuration, in lists of texts, too; not in objects within it. */
function pathsIn(value: Dictionary): string[] {
  const paths: string[] = [];
  const config = isDictionary(value['config']) ? value['config'] : value;
  for (const one of Object.values(config)) {
    for (const text of Array.isArray(one) ? one.slice(0, 1000) : [one]) {
      if (typeof text === 'string' && paths.length < MAX_PATHS && looksLikePath(text)) {
        paths.push(shownText(text, MAX_PATH_CHARS));
      }
    }
  }
  return paths;
}

/** A URL, a path from the root or the home, one that goes upwards, or a name with a folder and an ending. */
function looksLikePath(text: string): boolean {
  if (text.length < 2 || text.length > 4096) return false;
  const start = text.slice(0, MAX_PATH_CHARS);
  return (
    /^[a-z][a-z0-9+.-]{1,20}:\/\//i.test(start) ||
    /^(?:\/[^/\s]|~[/\\]|[A-Za-z]:[\\/]|\\\\)/.test(start) ||
    /(?:^|[\\/])\.\.[\\/]/.test(start) ||
    /^[\w.-]{1,100}(?:\/[\w.-]{1,100}){0,20}\.(?:txt|csv|json|vocab|model|py|so|h5|keras|pb|bin|npz|npy|pkl)$/.test(
      start,
    )
  );
}
