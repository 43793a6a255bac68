// SPDX-License-Identifier: Apache-2.0
import { Models, Serialize } from '../library.js';
import { isSince } from './spec-version.js';
import type { NormalizedLicense, Options } from './types.js';

type Licenses = Parameters<Serialize.JSON.Normalize.LicenseNormalizer['normalizeIterable']>[0];

/**
 * All licences, each of them.
 *
 * Before 1.7 an expression stands alone: next to others the library keeps it and drops them. Here it becomes a licence whose name
 * is the expression. Before 1.6 there is no `acknowledgement`: it becomes a property.
 */
export class MlLicenseNormalizer extends Serialize.JSON.Normalize.LicenseNormalizer {
  override normalizeIterable(data: Licenses, options: Options): NormalizedLicense[] {
    const licenses = [...data];
    const areMixed = licenses.length > 1 && !isSince(this._factory.spec, '1.7');
    return licenses.map((license) =>
      this.normalize(areMixed && license instanceof Models.LicenseExpression ? named(license) : license, options),
    );
  }

  override normalize(data: Models.License, options: Options): NormalizedLicense {
    const normalized = super.normalize(data, options);
    if (isSince(this._factory.spec, '1.6') || !('license' in normalized) || data.acknowledgement === undefined)
      return normalized;
    const property = { name: 'mpk:license:acknowledgement', value: data.acknowledgement };
    const properties = [...(normalized.license.properties ?? []), property];
    return { license: { ...normalized.license, properties } } as NormalizedLicense;
  }
}

const named = ({ expression, acknowledgement }: Models.LicenseExpression): Models.NamedLicense =>
  new Models.NamedLicense(expression, { acknowledgement });
