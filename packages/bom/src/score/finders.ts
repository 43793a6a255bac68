// SPDX-License-Identifier: Apache-2.0
import { itemsOf, memberOf, placesAt, textAt, type Place } from '../bom-document/place.js';
import type { ModelView } from '../bom-document/index.js';

/** Most values of one element that are judged; a thousand licences say no more than these. */
export const MAX_FOUND = 1000;

export type Finder = (view: ModelView, subject: Place) => readonly Place[];

/** At paths from the root of the document. */
export const inDocument =
  (...paths: readonly string[]): Finder =>
  ({ document }) =>
    paths.flatMap((path) => placesAt(document.root, path, MAX_FOUND));

/** At paths from the model, dataset or file. */
export const within =
  (...paths: readonly string[]): Finder =>
  (_, subject) =>
    paths.flatMap((path) => placesAt(subject, path, MAX_FOUND));

/** Values of properties of those names, of the component or of its card. */
export const properties =
  (...names: readonly string[]): Finder =>
  (_, subject) =>
    ['properties/*', 'modelCard/properties/*', 'contents/properties/*', 'data/*/contents/properties/*']
      .flatMap((path) => placesAt(subject, path, MAX_FOUND))
      .flatMap((property) => {
        const name = textAt(property, 'name');
        const value =
          name !== undefined && names.some((one) => matches(name, one)) ? memberOf(property, 'value') : undefined;
        return value === undefined ? [] : [value];
      });

/** A name, or a prefix that ends in `*`. */
const matches = (name: string, asked: string): boolean =>
  asked.endsWith('*') ? name.startsWith(asked.slice(0, -1)) : name === asked;

/** Addresses of external references of those types: of the subject, and of the document where that is the model. */
export const references =
  (...types: readonly string[]): Finder =>
  ({ document, model }, subject) =>
    (subject.pointer === model.place.pointer ? [subject, document.root] : [subject])
      .flatMap((from) => placesAt(from, 'externalReferences/*', MAX_FOUND))
      .filter((reference) => types.includes(textAt(reference, 'type') ?? ''))
      .flatMap((reference) => memberOf(reference, 'url') ?? []);

export const anyOf =
  (...finders: readonly Finder[]): Finder =>
  (view, subject) =>
    finders.flatMap((find) => find(view, subject));

/** Ids, expressions and names of licences. */
export const licenses: Finder = within('licenses/*/license/id', 'licenses/*/expression', 'licenses/*/license/name');

/** Cases of use; one that only repeats the task says nothing more (cdxgen writes that). */
export const useCases: Finder = (view, subject) => {
  const task = textAt(subject, 'modelCard/modelParameters/task');
  return within('modelCard/considerations/useCases/*')(view, subject).filter(
    ({ value }) => typeof value !== 'string' || value.trim() !== task,
  );
};

/** Whether a composition of that kind speaks of the model. */
export function hasComposition(
  { document, model }: ModelView,
  of: 'assemblies' | 'dependencies',
  aggregates: readonly string[],
): boolean {
  return itemsOf(memberOf(document.root, 'compositions')).some(
    (composition) =>
      aggregates.includes(textAt(composition, 'aggregate') ?? '') &&
      itemsOf(memberOf(composition, of)).some(({ value }) => value === model.ref && model.ref !== undefined),
  );
}
