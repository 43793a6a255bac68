// SPDX-License-Identifier: Apache-2.0
import { relative, sep } from 'node:path';
import {
  CLAIMS_NAME,
  DEFAULT_IGNORES,
  DEFAULT_SIGNATURE_NAME,
  MpkError,
  isIgnored,
  showName,
  type OpenedModel,
} from '@mpk/core';
import { withoutLinks } from '../model-source.js';

/** The two files of a model's folder that are no part of the model. */
const SET_ASIDE: readonly string[] = [DEFAULT_SIGNATURE_NAME, CLAIMS_NAME];

/**
 * Refuses a bundle inside the model by a name that is not set aside: it would be one more file of the model, which no signature
 * covers, and every later verification would refuse the model.
 *
 * @param ignorePaths - what the signature leaves out besides the defaults: there a bundle is no part of the model either
 * @throws MpkError `USAGE`
 */
export function assertPlace(outputPath: string, model: OpenedModel, ignorePaths: readonly string[] = []): void {
  const name = relative(model.path, withoutLinks(outputPath)).replaceAll(sep, '/');
  const isInside = !model.singleFile && name !== '' && name !== '..' && !name.startsWith('../');
  if (!isInside || SET_ASIDE.includes(name) || isIgnored(name, [...DEFAULT_IGNORES, ...ignorePaths])) return;
  throw new MpkError('USAGE', `${showName(name)} would be a file of the model, which no signature covers`, {
    hint: `write it beside the model, or leave --output out: ${SET_ASIDE.join(' and ')} in the model are no part of it`,
  });
}
