// SPDX-License-Identifier: Apache-2.0
import type { Finding } from '@mpk/core';
import type { TensorsContent } from '@mpk/formats';
import { finding, locate, unknown } from '../findings.js';
import { filesByName, partsOf, type FoundPart, type InspectedFile, type InspectedModel } from '../inspected-model.js';

/** Most files of one model that are followed; llama.cpp counts them in 16 bits. */
const MAX_SPLITS = 65_535;

/** What llama.cpp writes into each file of a model in several: its number from 0, how many there are, and of all tensors together. */
interface Split {
  readonly number: number | undefined;
  readonly count: number;
  readonly tensors: number | undefined;
}

/**
 * Files of one GGUF model must all be there, be named and numbered alike, and hold as many tensors as they say, each once.
 *
 * @see https://github.com/ggml-org/llama.cpp/blob/master/src/llama-model-loader.cpp
 */
export function splitsOf(model: InspectedModel, check: string): readonly Finding[] {
  const files = filesByName(model);
  const firsts = [...partsOf(model, 'tensors')].flatMap((found) => {
    const split = found.part.path.length === 0 ? splitOf(found.content) : undefined;
    return split === undefined ? [] : [{ found, split }];
  });
  return firsts.flatMap(({ found, split }) => compare(found, split, files, check));
}

function splitOf({ format, metadata }: TensorsContent): Split | undefined {
  const valueOf = (key: string): number | undefined => {
    const value = metadata.find((one) => one.key === key)?.value;
    return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;
  };
  const count = format === 'gguf' ? valueOf('split.count') : undefined;
  if (count === undefined || count <= 1) return undefined;
  return { number: valueOf('split.no'), count, tensors: valueOf('split.tensors.count') };
}

function compare(
  found: FoundPart<'tensors'>,
  split: Split,
  files: ReadonlyMap<string, InspectedFile>,
  check: string,
): readonly Finding[] {
  const where = locate(found);
  const wrong = (message: string): Finding => finding({ check, severity: 'high', message }, where);
  const { number, count } = split;
  const prefix = prefixOf(found.file.name, number, count);
  if (prefix === undefined) {
    return [
      wrong(`says that it is file ${number ?? 'of no number'}, from 0, of ${count}, and its name says something else`),
    ];
  }
  // The first file speaks for all of them; without it, each says that it is missing.
  const others = number === 0 ? Array.from({ length: Math.min(count, MAX_SPLITS) }, (_, i) => i) : [0];
  const names = others.map((i) => nameOf(prefix, i, count));
  const missing = names.filter((name) => !files.has(name));
  if (missing.length > 0) {
    const message = `${missing.length} of its ${count} files are not there: ${missing.slice(0, 3).join(', ')}`;
    return [unknown({ check, severity: 'medium', message }, where)];
  }
  return number === 0
    ? compareAll(
        names.flatMap((name) => files.get(name) ?? []),
        split,
      ).map(wrong)
    : [];
}

/** `model-00001-of-00003.gguf`, which counts from 1. */
const nameOf = (prefix: string, number: number, count: number): string =>
  `${prefix}-${String(number + 1).padStart(5, '0')}-of-${String(count).padStart(5, '0')}.gguf`;

function prefixOf(name: string, number: number | undefined, count: number): string | undefined {
  const prefix = name.replace(/-\d{5}-of-\d{5}\.gguf$/, '');
  return number !== undefined && nameOf(prefix, number, count) === name ? prefix : undefined;
}

function compareAll(files: readonly InspectedFile[], { count, tensors }: Split): readonly string[] {
  const contents = files.map(({ reading }) => reading.parts[0]?.content);
  const known = contents.flatMap((content) => (content?.kind === 'tensors' ? [content] : []));
  const strange = files.filter((_, i) => {
    const content = contents[i];
    return content?.kind !== 'tensors' || splitOf(content)?.count !== count || splitOf(content)?.number !== i;
  });
  const names = known.flatMap((content) => content.tensors.map(({ name }) => name));
  const isWhole = strange.length === 0 && known.every(({ complete }) => complete);
  const twice = names.length - new Set(names).size;
  return [
    ...(strange.length === 0
      ? []
      : [`${strange[0]?.name ?? ''} is none of these ${count} files by what it says itself`]),
    ...(isWhole && twice > 0 ? [`${twice} tensors are in two of the files`] : []),
    ...(isWhole && tensors !== names.length
      ? [`all files together hold ${names.length} tensors, not ${tensors ?? 'a number'} as they say`]
      : []),
  ];
}
