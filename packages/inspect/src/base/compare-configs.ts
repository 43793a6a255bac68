// SPDX-License-Identifier: Apache-2.0
import { isJsonObject, type JsonValue } from '@mpk/formats';
import { partsOf, type InspectedModel } from '../inspected-model.js';

/** Files whose values say how a model is run. */
export const CONFIG_NAMES: readonly string[] = ['config.json', 'generation_config.json', 'tokenizer_config.json'];
/** Most pointers that are listed of one file. */
export const MAX_POINTERS = 50;
/** Longest pointer that is listed. */
const MAX_POINTER_CHARS = 200;

/** Of each file some values only tell who wrote it, or are compared elsewhere. */
const NOT_COMPARED = new Set(['_name_or_path', 'transformers_version', '_commit_hash', 'chat_template']);

/** Values of one file that are not as in the base. */
export interface ConfigDifference {
  readonly file: string;
  /** RFC 6901, cut: attacker-controlled; the first of them */
  readonly pointers: readonly string[];
  /** all that differ */
  readonly count: number;
  /** one of them was not kept whole, so that it was not compared */
  readonly unknown: boolean;
}

/** Compares the values of configurations that both have, file by file. */
export function compareConfigs(model: InspectedModel, base: InspectedModel): readonly ConfigDifference[] {
  const theirs = configsOf(base);
  return [...configsOf(model)].flatMap(([file, ours]): readonly ConfigDifference[] => {
    const other = theirs.get(file);
    if (other === undefined || (ours.sha256 !== undefined && ours.sha256 === other.sha256)) return [];
    if (ours.value === undefined || other.value === undefined) return [{ file, pointers: [], count: 0, unknown: true }];
    const differing = new Differing();
    compareValues(ours.value, other.value, differing);
    const { pointers, count } = differing;
    return count === 0 ? [] : [{ file, pointers, count, unknown: false }];
  });
}

interface Config {
  readonly sha256: string | undefined;
  readonly value: JsonValue | undefined;
}

const configsOf = (model: InspectedModel): ReadonlyMap<string, Config> =>
  new Map(
    [...partsOf(model, 'json')].flatMap(({ file, part, content: { value } }): [string, Config][] =>
      part.path.length === 0 && CONFIG_NAMES.includes(lastStep(file.name))
        ? [[file.name, { sha256: file.sha256, value }]]
        : [],
    ),
  );

const lastStep = (name: string): string => name.slice(name.lastIndexOf('/') + 1);

/** Steps to a value, the last one first: only of few of them a pointer is made. */
interface Path {
  readonly step: string;
  readonly outer: Path | undefined;
}

class Differing {
  readonly pointers: string[] = [];
  count = 0;

  add(path: Path | undefined): void {
    this.count++;
    if (this.pointers.length < MAX_POINTERS) this.pointers.push(pointerOf(path));
  }
}

interface Open {
  readonly path: Path | undefined;
  readonly ours: JsonValue | undefined;
  readonly theirs: JsonValue | undefined;
}

/** Not by calling itself: documents are nested as deeply as their writer likes. */
function compareValues(ours: JsonValue, theirs: JsonValue, differing: Differing): void {
  const open: Open[] = [{ path: undefined, ours, theirs }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const within = childrenOf(next);
    if (within !== undefined) open.push(...within);
    else if (!Object.is(next.ours, next.theirs)) differing.add(next.path);
  }
}

/** @returns undefined where the two are not of one kind, or have nothing within */
function childrenOf({ path, ours, theirs }: Open): Open[] | undefined {
  const membersOfOurs = membersOf(ours);
  const membersOfTheirs = membersOf(theirs);
  if (membersOfOurs === undefined || membersOfTheirs === undefined) return undefined;
  if (Array.isArray(ours) !== Array.isArray(theirs)) return undefined;
  const steps = new Set([...membersOfOurs.keys(), ...membersOfTheirs.keys()]);
  return [...steps].reverse().flatMap((step) => {
    if (path === undefined && NOT_COMPARED.has(step)) return [];
    return [{ path: { step, outer: path }, ours: membersOfOurs.get(step), theirs: membersOfTheirs.get(step) }];
  });
}

/** Of members with one name the last counts, as for most loaders; that there are several is told elsewhere. */
function membersOf(value: JsonValue | undefined): ReadonlyMap<string, JsonValue> | undefined {
  if (isJsonObject(value)) return new Map(value.members);
  if (!Array.isArray(value)) return undefined;
  return new Map((value as readonly JsonValue[]).map((item, i) => [String(i), item]));
}

function pointerOf(path: Path | undefined): string {
  const steps: string[] = [];
  for (let at = path; at !== undefined; at = at.outer) {
    steps.push(at.step.slice(0, MAX_POINTER_CHARS).replaceAll('~', '~0').replaceAll('/', '~1'));
  }
  return steps
    .reverse()
    .map((step) => `/${step}`)
    .join('')
    .slice(0, MAX_POINTER_CHARS);
}
