// SPDX-License-Identifier: Apache-2.0
import { itemsOf, memberOf, textAt, type Place } from '../bom-document/place.js';
import { sameId } from '../claims/hub-ids.js';
import type { ClaimName } from '../claims/vocabulary.js';
import { kindOfValue } from '../score/values.js';
import { annotatedClaim } from '../spdx-document/statements.js';
import type { SpdxDocument, SpdxRelationship } from '../spdx-document/spdx-document.js';
import { hubNamesIn } from './hub-names.js';
import { metricStatement } from './metrics.js';
import { propertyFact } from './property-facts.js';
import type { Statement, StatedBom } from './statement.js';

/** What an SPDX 3 document says of a model that claims say, too. */
export function spdxStatements(document: SpdxDocument, subject: Place): StatedBom {
  const id = textAt(subject, 'spdxId') ?? '';
  const { relationships, elements } = document;
  const about = relationships.filter(({ from, to }) => from === id || to.includes(id));
  return {
    statements: [
      ...member(subject, 'name', 'name'),
      ...member(subject, 'software_packageVersion', 'version'),
      ...about.flatMap((one) => related(one, id, document)),
      ...member(subject, 'ai_typeOfModel', 'architecture'),
      ...member(subject, 'ai_domain', 'task'),
      ...itemsOf(memberOf(subject, 'ai_hyperparameter')).flatMap((entry) => {
        const fact = propertyFact(textAt(entry, 'key') ?? '');
        return fact === undefined ? [] : member(entry, 'value', fact);
      }),
      ...itemsOf(memberOf(subject, 'ai_metric')).flatMap((entry) => {
        const [name, value] = [textAt(entry, 'key'), textAt(entry, 'value')];
        return name === undefined || value === undefined ? [] : [metricStatement({ name, value }, entry.pointer)];
      }),
      ...elements.flatMap((one) => annotated(one, id)),
    ],
    names: hubNamesIn(textAt(subject, 'software_packageUrl')),
    others: elements.filter((one) => one !== subject).flatMap(namesOf),
  };
}

const says = (fact: ClaimName, text: string | undefined, pointer: string): readonly Statement[] =>
  text === undefined || kindOfValue(text) !== 'value' ? [] : [{ fact, text, pointer }];

/** Texts of a member, each at its place. */
function member(place: Place, name: string, fact: ClaimName): readonly Statement[] {
  const at = memberOf(place, name);
  if (at === undefined) return [];
  if (typeof at.value === 'string') return says(fact, at.value.trim(), at.pointer);
  return itemsOf(at).flatMap(({ value, pointer }) =>
    typeof value === 'string' ? says(fact, value.trim(), pointer) : [],
  );
}

/** What a relationship says of the model, by its type; of those from it, and of those to it. */
const FROM_MODEL: Readonly<Record<string, ClaimName>> = {
  hasDeclaredLicense: 'license',
  hasConcludedLicense: 'license',
  trainedOn: 'dataset.training',
  testedOn: 'dataset.training',
  descendantOf: 'base-model',
};
const TO_MODEL: Readonly<Record<string, ClaimName>> = { ancestorOf: 'base-model' };

function related({ type, from, to }: SpdxRelationship, id: string, { byId }: SpdxDocument): readonly Statement[] {
  const table = from === id ? FROM_MODEL : TO_MODEL;
  const fact = Object.hasOwn(table, type) ? table[type] : undefined;
  if (fact === undefined) return [];
  const ids = from === id ? to : [from];
  return ids.flatMap((one) => {
    const element = byId.get(one);
    if (element === undefined) return says(fact, listedLicense(one), '');
    if (fact === 'license') return licenseIn(element);
    return namesOf(element).flatMap((name) => says(fact, name, element.pointer));
  });
}

/** A licence of the list of SPDX, which need not be in the document. */
const listedLicense = (id: string): string | undefined =>
  /^https?:\/\/spdx\.org\/licenses\/([\w.+-]{1,100})$/.exec(id)?.[1];

function licenseIn(element: Place): readonly Statement[] {
  const expression = memberOf(element, 'simplelicensing_licenseExpression');
  if (typeof expression?.value === 'string') return says('license', expression.value.trim(), expression.pointer);
  return says('license', listedLicense(textAt(element, 'spdxId') ?? '') ?? textAt(element, 'name'), element.pointer);
}

/** As people call it, and by its package URL where that says something else. */
function namesOf(element: Place): readonly string[] {
  const hub = hubNamesIn(textAt(element, 'software_packageUrl'));
  const name = textAt(element, 'name') ?? '';
  return [...hub, ...(hub.some((one) => sameId(one, name)) ? [] : [name])];
}

/** What this kit says of each claim; what nobody but a caller says is none of the files. */
function annotated(element: Place, id: string): readonly Statement[] {
  const claim = annotatedClaim(element);
  if (claim?.subject !== id || claim.method === 'stated') return [];
  const fact = propertyFact(`mpk:${claim.name}`);
  return fact === undefined ? [] : says(fact, claim.value, element.pointer);
}
