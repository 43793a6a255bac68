// SPDX-License-Identifier: Apache-2.0
import { hubId } from '../claims/hub-ids.js';

/** A place at the Hub, from a URI of this kit. */
export interface HubPlace {
  readonly kind: 'model' | 'dataset';
  readonly namespace: string | undefined;
  readonly name: string;
  readonly revision: string | undefined;
}

const PART = '[A-Za-z0-9][A-Za-z0-9._-]{0,95}';
/** A commit, or a name that git takes for one: no step of it goes up. */
const REVISION = '(?!.*\\.\\.)[A-Za-z0-9._/-]{1,200}';
const PLACE = new RegExp(`^hf://(datasets/)?(?:(${PART})/)?(${PART})(?:@(${REVISION}))?$`);
const IS_REVISION = new RegExp(`^${REVISION}$`);
const REPOSITORY = new RegExp(`^(${PART})/(${PART})$`);

/** `hf://org/name@revision`; undefined for other URIs. */
export function hubPlaceOf(uri: string): HubPlace | undefined {
  const [whole, datasets, namespace, name = '', revision] = PLACE.exec(uri) ?? [];
  if (whole === undefined) return undefined;
  return { kind: datasets === undefined ? 'model' : 'dataset', namespace, name, revision };
}

/** `org/name`, as cards write it; undefined for paths, what looks like one, URLs and bare words. A revision that is none is left out. */
export function repositoryOf(text: string, kind: HubPlace['kind'], revision?: string): HubPlace | undefined {
  const [whole, namespace, name = ''] = REPOSITORY.exec(text) ?? [];
  // Anybody may own such a name at the Hub: whoever looks there finds another model.
  if (whole === undefined || hubId(text) === undefined) return undefined;
  return {
    kind,
    namespace,
    name,
    revision: revision !== undefined && IS_REVISION.test(revision) ? revision : undefined,
  };
}

/** Where people find it. */
export function hubUrlOf({ kind, namespace, name, revision }: HubPlace): string {
  const path = [kind === 'dataset' ? 'datasets' : undefined, namespace, name].filter(Boolean).join('/');
  return `https://huggingface.co/${path}${revision === undefined ? '' : `/tree/${revision}`}`;
}
