// SPDX-License-Identifier: Apache-2.0
import { Enums, Models } from '../library.js';
import type { ClaimName } from '../../claims/vocabulary.js';
import { lineText } from '../../documents/text.js';
import { webUrl } from '../../documents/web-url.js';
import { recognizeLicense } from '../../documents/recognized-license.js';
import { isConcluded, writtenLicenses, type WrittenLicense } from '../../documents/written-licenses.js';
import type { MlComponent } from '../model/index.js';
import { CitedList } from './cited-list.js';
import type { ComponentDraft } from './component-draft.js';

/** Puts every licence that is claimed into the component, none of them in place of another. */
export function addLicenses(draft: ComponentDraft, component: MlComponent, name: 'license' | 'dataset.license'): void {
  const list = new CitedList<Models.License>();
  const names: readonly ClaimName[] = [name, 'license.name', 'license.link', 'license.text'];
  const claims = names.flatMap((one) => draft.takeClaims(one));
  const all = writtenLicenses(claims);
  const addresses = addressesIn(all);
  for (const written of all) {
    const license = licenseOf(written, addresses);
    if (license !== undefined) list.add(keyOf(license), license, written.claims);
  }
  for (const license of list.finish(draft.facts, draft.ref, ['licenses']) ?? []) component.licenses.add(license);
}

/** Addresses that stood for licences, by their ids: of who writes the id alone it is the same licence. */
const addressesIn = (all: readonly WrittenLicense[]): ReadonlyMap<string, string> =>
  new Map(
    all.flatMap(({ text }) => {
      const { text: id, address } = recognizeLicense(text);
      return address === undefined ? [] : [[id, address] as const];
    }),
  );

function licenseOf(
  { text, link, wasWritten, claims }: WrittenLicense,
  addresses: ReadonlyMap<string, string>,
): Models.License | undefined {
  const recognized = recognizeLicense(text);
  const place = link ?? (recognized.kind === 'id' ? addresses.get(recognized.text) : undefined);
  const url = place === undefined ? undefined : webUrl(place);
  const acknowledgement = Enums.LicenseAcknowledgement[isConcluded(claims) ? 'Concluded' : 'Declared'];
  if (recognized.kind === 'id') return new Models.SpdxLicense(recognized.text, { acknowledgement, url });
  if (recognized.text === '') return undefined;
  if (recognized.kind === 'expression') return expressionOf(recognized.text, acknowledgement);
  const properties = new Models.PropertyRepository();
  if (wasWritten !== undefined) properties.add(new Models.Property('mpk:license:written', lineText(wasWritten)));
  if (link !== undefined && url === undefined) properties.add(new Models.Property('mpk:license:link', lineText(link)));
  return new Models.NamedLicense(recognized.text, { acknowledgement, url, properties });
}

function expressionOf(text: string, acknowledgement: Enums.LicenseAcknowledgement): Models.LicenseExpression {
  const expression = new Models.LicenseExpression(text);
  expression.acknowledgement = acknowledgement;
  return expression;
}

function keyOf(license: Models.License): string {
  const what =
    license instanceof Models.SpdxLicense
      ? license.id
      : license instanceof Models.NamedLicense
        ? license.name
        : license.expression;
  const url = license instanceof Models.LicenseExpression ? '' : (license.url?.toString() ?? '');
  return [what, license.acknowledgement, url].join('\0');
}
