// SPDX-License-Identifier: Apache-2.0

/** What a CycloneDX document says of its model, by the names that written_models.py has for it. */
export function factsIn(bom: any): Readonly<Record<string, unknown>> {
  const { component } = bom.metadata;
  const { modelParameters = {} } = component.modelCard ?? {};
  const property = (name: string): any => component.properties.find((one: any) => one.name === name)?.value;
  const properties = (name: string): any[] =>
    component.properties.flatMap((one: any) => (one.name === name ? [one.value] : []));
  const number = (name: string): number => Number(property(name));
  const hyperparameter = 'cdx:ai-ml:model:hyperparameter:';
  const [base] = component.pedigree?.ancestors ?? [];
  const ancestors = (component.pedigree?.ancestors ?? []).map(fullName);
  return {
    licenses: (component.licenses ?? []).map(({ license }: any) => license.id),
    bases: ancestors,
    base: base === undefined ? undefined : fullName(base),
    parameters: number('cdx:ai-ml:model:parameter:count'),
    tensorTypes: JSON.parse(property('mpk:tensor.types') ?? 'null'),
    dtype: property('mpk:dtype'),
    architecture: modelParameters.modelArchitecture,
    family: modelParameters.architectureFamily,
    task: modelParameters.task,
    context: number(`${hyperparameter}context_length`),
    vocabulary: number(`${hyperparameter}vocab_size`),
    quantization: property(`${hyperparameter}quantization`),
    tokenizer: property(`${hyperparameter}tokenizer_class`) ?? property('mpk:tokenizer.kind'),
    name: component.name,
    uuid: property('mpk:uuid'),
    adapter: property('mpk:adapter'),
    rank: number('mpk:adapter.rank'),
    tuneMethod: property('cdx:ai-ml:model:parameter:tune_method'),
    opsets: properties('mpk:opset'),
    parts: properties('mpk:component').map((text) => {
      const { name, class: type } = JSON.parse(text);
      return `${name} ${type}`;
    }),
    inputs: namesOf(modelParameters.inputs),
    outputs: namesOf(modelParameters.outputs),
    datasets: componentsOf(bom, 'data').map(fullName),
    libraries: [...componentsOf(bom, 'library'), ...componentsOf(bom, 'platform')].map(
      ({ name, version }: any) => `${name}@${version}`,
    ),
  };
}

const fullName = ({ group, name }: any): string => (group === undefined ? name : `${group}/${name}`);

const componentsOf = (bom: any, type: string): any[] => (bom.components ?? []).filter((one: any) => one.type === type);

/** A format is a name, a type and a shape, in words. */
const namesOf = (formats: any[] = []): string[] => formats.map(({ format }) => format.split(' ')[0]);
