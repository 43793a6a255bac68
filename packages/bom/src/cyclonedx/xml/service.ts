// SPDX-License-Identifier: Apache-2.0
import { externalReferences, licenses, organization, properties } from './basics.js';
import { boolean, later, line, list, object, text, token, type Codec } from './codecs.js';

/** `service` of the XSD, without what it does with data. */
const service: Codec = object([
  ['provider', organization],
  ['group', line],
  ['name', line],
  ['version', line],
  ['description', line],
  ['endpoints', list('endpoint', token)],
  ['authenticated', boolean],
  ['x-trust-boundary', boolean],
  ['trustZone', text],
  ['licenses', licenses],
  ['externalReferences', externalReferences],
  ['services', later(() => services)],
  ['properties', properties],
]);

export const services: Codec = list('service', service);
