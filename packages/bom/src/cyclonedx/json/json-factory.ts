// SPDX-License-Identifier: Apache-2.0
import { Serialize } from '../library.js';
import { MlBomNormalizer } from './bom-normalizer.js';
import { MlComponentNormalizer } from './component-normalizer.js';
import { MlDependencyNormalizer } from './dependency-normalizer.js';
import { MlLicenseNormalizer } from './license-normalizer.js';

/** Makes the library write what it does not model: every normalizer asks its factory for the others. */
export class MlJsonFactory extends Serialize.JSON.Normalize.Factory {
  override makeForBom(): MlBomNormalizer {
    return new MlBomNormalizer(this);
  }

  override makeForComponent(): MlComponentNormalizer {
    return new MlComponentNormalizer(this);
  }

  override makeForLicense(): MlLicenseNormalizer {
    return new MlLicenseNormalizer(this);
  }

  override makeForDependencyGraph(): MlDependencyNormalizer {
    return new MlDependencyNormalizer(this);
  }
}
