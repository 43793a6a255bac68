// SPDX-License-Identifier: Apache-2.0
import { remarksOf, shownAll } from '../../model.js';

const INDEX = 'model_index.json';

describe('model_index.json', () => {
  it('tells the pipeline and its parts', () => {
    const index = {
      _class_name: 'StableDiffusionPipeline',
      _diffusers_version: '0.30.0',
      _name_or_path: 'a/b',
      requires_safety_checker: true,
      safety_checker: [null, null],
      unet: ['diffusers', 'UNet2DConditionModel'],
    };
    expect(shownAll(INDEX, index)).toEqual([
      'architecture: StableDiffusionPipeline <declared /_class_name>',
      'training.path: a/b <declared /_name_or_path>',
      'library.name: diffusers <inferred /_diffusers_version>',
      'library.version: diffusers 0.30.0 <declared /_diffusers_version>',
      'component: {"name":"unet","library":"diffusers","class":"UNet2DConditionModel"} <declared /unet>',
    ]);
  });

  it('that brings code with it says so', () => {
    expect(shownAll(INDEX, { _class_name: ['pipeline', 'MyPipeline'] })).toEqual([
      'architecture: MyPipeline <declared /_class_name/1>',
      'code.module: pipeline.MyPipeline <declared /_class_name>',
    ]);
  });

  it.each([
    [{ _class_name: 3 }, ['wrong-type /_class_name']],
    [{ _class_name: ['x'] }, ['wrong-type /_class_name']],
    [{ unet: ['diffusers', 3] }, ['wrong-type /unet']],
    [[], ['wrong-type']],
  ])('of %j is remarked, and tells nothing', (index, expected) => {
    expect(shownAll(INDEX, index)).toEqual([]);
    expect(remarksOf(INDEX, index)).toEqual(expected);
  });
});
