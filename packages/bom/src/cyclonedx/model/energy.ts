// SPDX-License-Identifier: Apache-2.0
import type { Organization } from './party.js';
import type { Property } from './property.js';

export type Energy = { readonly value: number; readonly unit: 'kWh' };
export type Emissions = { readonly value: number; readonly unit: 'tCO2eq' };

/** Energy that one activity took. What it took and who provided it are required: a bare number of grams of CO2 is none of these. */
export type EnergyConsumption = {
  readonly activity:
    | 'design'
    | 'data-collection'
    | 'data-preparation'
    | 'training'
    | 'fine-tuning'
    | 'validation'
    | 'deployment'
    | 'inference'
    | 'other';
  readonly energyProviders: readonly EnergyProvider[];
  readonly activityEnergyCost: Energy;
  readonly co2CostEquivalent?: Emissions;
  readonly co2CostOffset?: Emissions;
  readonly properties?: readonly Property[];
};

export type EnergyProvider = {
  readonly 'bom-ref'?: string;
  readonly description?: string;
  readonly organization: Organization;
  readonly energySource:
    | 'coal'
    | 'oil'
    | 'natural-gas'
    | 'nuclear'
    | 'wind'
    | 'solar'
    | 'geothermal'
    | 'hydropower'
    | 'biofuel'
    | 'unknown'
    | 'other';
  readonly energyProvided: Energy;
};
