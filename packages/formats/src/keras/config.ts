// SPDX-License-Identifier: Apache-2.0
import { isJsonObject, memberOf, type JsonObject, type JsonValue } from '../json/json-value.js';
import { shownText } from '../reading/bounded.js';
import type { KerasConfig, KerasObject } from './content.js';
import { looksLikePath, MAX_PATH_CHARS } from './paths.js';

/** Most objects that are listed. */
const MAX_OBJECTS = 5000;
/** Most values that are looked at, and deepest nesting. */
const MAX_VALUES = 1_000_000;
const MAX_DEPTH = 200;
/** Most paths of one object, and most texts of one list that are looked at. */
const MAX_PATHS = 16;
const MAX_TEXTS = 1000;
const MAX_POINTER_CHARS = 300;

/** Names of which each makes an object one that says what is to be made. */
const NAMING = ['class_name', 'module', 'registered_name', 'fn_name', 'function', 'fn_module'];
/** Class of a function that is stored as code in Keras 3, and its type in Keras 2. */
const CODE_TYPES = ['__lambda__', 'lambda'];

interface Step {
  readonly value: JsonValue;
  readonly pointer: string;
  readonly depth: number;
}

/**
 * Finds every object of a configuration that says what is to be made: all of them, wherever they are, for Keras makes things of
 * objects deep in the arguments of layers.
 */
export function readKerasConfig(config: JsonValue): KerasConfig {
  const objects: KerasObject[] = [];
  let moreObjects = 0;
  let isCut = false;
  // The last of them is next.
  const open: Step[] = [{ value: config, pointer: '', depth: 0 }];
  for (let values = 0; open.length > 0; values++) {
    const step = open.pop();
    if (step === undefined) break;
    if (values > MAX_VALUES || step.depth > MAX_DEPTH) {
      isCut = true;
      continue;
    }
    const object = isJsonObject(step.value) ? objectOf(step.value, step.pointer) : undefined;
    if (object !== undefined && objects.length < MAX_OBJECTS) objects.push(object);
    else if (object !== undefined) moreObjects++;
    for (const inner of innerSteps(step).reverse()) open.push(inner);
  }
  return { objects, moreObjects, isCut };
}

/** All members, also those whose name comes again. */
function innerSteps({ value, pointer, depth }: Step): Step[] {
  const members = isJsonObject(value)
    ? value.members
    : Array.isArray(value)
      ? (value as readonly JsonValue[]).map((item, i) => [String(i), item] as const)
      : [];
  return members
    .filter(([, inner]) => typeof inner === 'object' && inner !== null)
    .map(([name, inner]) => ({ value: inner, pointer: pointerTo(pointer, name), depth: depth + 1 }));
}

const pointerTo = (pointer: string, name: string): string =>
  `${pointer}/${shownText(name, 64).replace(/~/g, '~0').replace(/\//g, '~1')}`.slice(0, MAX_POINTER_CHARS);

function objectOf(value: JsonObject, pointer: string): KerasObject | undefined {
  const isNaming = (name: string): boolean =>
    typeof memberOf(value, name) === 'string' || isCode(memberOf(value, name));
  if (!NAMING.some(isNaming)) return undefined;
  const config = memberOf(value, 'config');
  return {
    pointer,
    className: textOf(value, 'class_name'),
    module: textOf(value, 'module') || textOf(value, 'fn_module') || textOf(config, 'module'),
    registeredName: textOf(value, 'registered_name'),
    // The configuration of a function is its name.
    functionName: functionName(value) || textOf(value, 'config') || functionName(config),
    hasCode: hasCode(value) || hasCode(config),
    paths: pathsIn(isJsonObject(config) ? config : value),
  };
}

function textOf(value: JsonValue | undefined, name: string): string {
  const text = memberOf(value, name);
  return typeof text === 'string' ? shownText(text) : '';
}

const functionName = (value: JsonValue | undefined): string => textOf(value, 'fn_name') || textOf(value, 'function');

/** Keras 2 writes code as `[base64, defaults, closure]`, and Keras 3 as an object of class `__lambda__`. */
function hasCode(value: JsonValue | undefined): boolean {
  const types = [textOf(value, 'class_name'), textOf(value, 'function_type')];
  return (
    types.some((type) => CODE_TYPES.includes(type)) ||
    textOf(value, 'code') !== '' ||
    isCode(memberOf(value, 'function'))
  );
}

function isCode(value: JsonValue | undefined): boolean {
  const text = Array.isArray(value) ? (value as readonly JsonValue[])[0] : undefined;
  return typeof text === 'string' && text.length >= 16 && /^[A-Za-z0-9+/=\s]{16,64}$/.test(text.slice(0, 64));
}

/** Paths and URLs among the texts of an object's configuration, in lists of texts, too; not in objects within it. */
function pathsIn(config: JsonObject): string[] {
  const paths: string[] = [];
  for (const [, value] of config.members) {
    const texts = Array.isArray(value) ? (value as readonly JsonValue[]).slice(0, MAX_TEXTS) : [value];
    for (const text of texts) {
      if (typeof text !== 'string' || paths.length >= MAX_PATHS || !looksLikePath(text)) continue;
      paths.push(shownText(text, MAX_PATH_CHARS));
    }
  }
  return paths;
}
