// SPDX-License-Identifier: Apache-2.0
import { Serialize, type Models } from '../library.js';
import { MlBom } from '../model/index.js';
import type { NormalizedDependency, Options } from './types.js';

/**
 * The graph that the BOM gives.
 *
 * The library's own writes an entry for every component, which says of each that it has no dependencies, and leaves out those on
 * ancestors.
 */
export class MlDependencyNormalizer extends Serialize.JSON.Normalize.DependencyGraphNormalizer {
  override normalize(data: Models.Bom, options: Options): NormalizedDependency[] | undefined {
    if (!(data instanceof MlBom)) return super.normalize(data, options);
    if (data.dependencies.length === 0) return undefined;
    return data.dependencies.map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn && [...dependsOn] }));
  }
}
