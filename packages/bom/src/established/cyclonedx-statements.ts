// SPDX-License-Identifier: Apache-2.0
import { fullName, isDataset, type BomComponent, type ModelView } from '../bom-document/index.js';
import { itemsOf, memberOf, placeAt, placesAt, textAt, type Place } from '../bom-document/place.js';
import { sameId } from '../claims/hub-ids.js';
import type { ClaimName } from '../claims/vocabulary.js';
import { kindOfValue } from '../score/values.js';
import { hubNamesIn } from './hub-names.js';
import { metricStatement } from './metrics.js';
import { propertyFact } from './property-facts.js';
import type { Statement, StatedBom } from './statement.js';

/** What a CycloneDX BOM says of a model that claims say, too. */
export function cyclonedxStatements(view: ModelView): StatedBom {
  const { place } = view.model;
  const card = placeAt(place, 'modelCard/modelParameters');
  const says = (fact: ClaimName, at: Place | undefined, text = textIn(at)): readonly Statement[] =>
    at === undefined || text === undefined || kindOfValue(text) !== 'value'
      ? []
      : [{ fact, text, pointer: at.pointer }];
  const member = (fact: ClaimName, of: Place | undefined, name: string): readonly Statement[] =>
    says(fact, of && memberOf(of, name));
  return {
    statements: [
      ...says('name', memberOf(place, 'name')),
      ...member('version', place, 'version'),
      ...itemsOf(memberOf(place, 'licenses')).flatMap((one) =>
        ['license/id', 'expression', 'license/name'].flatMap((path) => says('license', placeAt(one, path))).slice(0, 1),
      ),
      ...placesAt(place, 'pedigree/ancestors/*').flatMap((one) =>
        namesOf(one).flatMap((name) => says('base-model', one, name)),
      ),
      ...datasetPlaces(view).flatMap((one) => namesOf(one).flatMap((name) => says('dataset.training', one, name))),
      ...member('task', card, 'task'),
      ...member('architecture', card, 'modelArchitecture'),
      ...member('architecture', card, 'architectureFamily'),
      ...propertyPlaces(place).flatMap((one) => {
        const fact = propertyFact(textAt(one, 'name') ?? '');
        return fact === undefined ? [] : says(fact, memberOf(one, 'value'));
      }),
      ...placesAt(place, 'modelCard/quantitativeAnalysis/performanceMetrics/*').flatMap(metricIn),
    ],
    names: [
      ...hubNamesIn(textAt(place, 'purl')),
      ...(memberOf(place, 'group') === undefined ? [] : [fullName(view.model)]),
    ],
    others: view.document.components.filter((one) => one !== view.model).flatMap((one) => namesOf(one.place)),
  };
}

const textIn = (place: Place | undefined): string | undefined =>
  typeof place?.value === 'string'
    ? place.value.trim()
    : typeof place?.value === 'number'
      ? String(place.value)
      : undefined;

function metricIn(place: Place): readonly Statement[] {
  const [name, value] = [textAt(place, 'type'), textIn(memberOf(place, 'value'))];
  if (name === undefined || value === undefined) return [];
  const slice = textAt(place, 'slice');
  return [metricStatement({ name, value, ...(slice !== undefined && { slice }) }, place.pointer)];
}

const propertyPlaces = (place: Place): readonly Place[] => [
  ...placesAt(place, 'properties/*'),
  ...placesAt(place, 'modelCard/properties/*'),
];

/** As people call it, and by its package URL where that says something else. */
function namesOf(place: Place): readonly string[] {
  const hub = hubNamesIn(textAt(place, 'purl'));
  const group = textAt(place, 'group');
  const plain = textAt(place, 'name') ?? textAt(place, 'data/*/name') ?? '';
  // A name with an owner is whole: a group is then who published the copy.
  const name = group === undefined || plain.includes('/') ? plain : `${group}/${plain}`;
  return [...hub, ...(hub.some((one) => sameId(one, name)) ? [] : [name])];
}

/** Those that the model's card names, and where the document is of one model, those that stand beside it. */
function datasetPlaces({ document, model, datasets, datasetRefs }: ModelView): readonly Place[] {
  const isOnly = document.models.length < 2;
  const referred = [...datasetRefs.keys()].flatMap((ref) => document.byRef.get(ref)?.place ?? []);
  const inline = datasets.filter(({ kind }) => kind === 'inline').map(({ place }) => place);
  const listed = isOnly ? document.components.filter((one) => isOther(one, model)).map(({ place }) => place) : [];
  return [...new Map([...referred, ...inline, ...listed].map((place) => [place.pointer, place])).values()];
}

const isOther = (one: BomComponent, model: BomComponent): boolean =>
  one !== model && one.role === 'part' && one.parent === undefined && isDataset(one);
