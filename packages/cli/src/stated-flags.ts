// SPDX-License-Identifier: Apache-2.0
import * as Flags from '@oclif/core/flags';

const text = (description: string, helpValue: string) => Flags.string({ description, helpValue });
const texts = (description: string) =>
  Flags.string({ description, helpValue: 'NAME', multiple: true, multipleNonGreedy: true });

/** What whoever asks for a BOM says of the model; it wins over what files say. */
export const statedFlags = {
  name: text(
    'what the model is called; default: its place at the Hub, else what its files say, else the folder',
    'NAME',
  ),
  'model-version': text('version of the model', 'VERSION'),
  author: texts('who made the model: a person or a group; again for more'),
  manufacturer: text('organisation that made the model', 'NAME'),
  supplier: text('organisation that hands the model over', 'NAME'),
  'bom-author': texts('who makes the BOM: a person, a team or a pipeline; again for more'),
};

interface Stated {
  readonly name?: string | undefined;
  readonly 'model-version'?: string | undefined;
  readonly author?: readonly string[] | undefined;
  readonly manufacturer?: string | undefined;
  readonly supplier?: string | undefined;
}

/** The flags as the kit has them. */
export const statedIdentity = ({ name, author, manufacturer, supplier, ...rest }: Stated) => ({
  ...(name !== undefined && { name }),
  ...(rest['model-version'] !== undefined && { version: rest['model-version'] }),
  ...(author !== undefined && { authors: author }),
  ...(manufacturer !== undefined && { manufacturer }),
  ...(supplier !== undefined && { supplier }),
});
