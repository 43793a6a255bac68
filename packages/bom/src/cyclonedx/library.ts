// SPDX-License-Identifier: Apache-2.0
// The library of CycloneDX, by its doors: the whole of it loads its validators too, which takes longer than most models to read.
export * as Enums from '@cyclonedx/cyclonedx-library/Enums';
export * as Models from '@cyclonedx/cyclonedx-library/Models';
export * as Serialize from '@cyclonedx/cyclonedx-library/Serialize';
export * as Spec from '@cyclonedx/cyclonedx-library/Spec';
export * as SPDX from '@cyclonedx/cyclonedx-library/SPDX';
