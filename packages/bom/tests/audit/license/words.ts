// SPDX-License-Identifier: Apache-2.0
import { folder, type Fixture, type Shown } from '../shown.js';

const card = (license: string, body: string): Shown =>
  folder({ 'README.md': `---\nlicense: ${license}\n---\n# Toy\n\n${body}\n` });

const META = 'https://huggingface.co/meta-llama';

export const WORD_FIXTURES: Readonly<Record<string, Fixture>> = {
  'license-link-differs': {
    bad: [
      card('apache-2.0\nlicense_link: https://ai.google.dev/gemma/terms', 'Text.'),
      card('mit\nlicense_link: https://www.apache.org/licenses/LICENSE-2.0', 'Text.'),
      card(`other\nlicense_name: apache-2.0\nlicense_link: ${META}/Llama-3.1-8B/blob/main/LICENSE`, 'Text.'),
      card(`llama3.2\nlicense_link: ${META}/Llama-3.1-8B/blob/main/LICENSE`, 'Text.'),
    ],
    good: [
      card('gemma\nlicense_link: https://ai.google.dev/gemma/terms', 'Text.'),
      card('apache-2.0\nlicense_link: LICENSE', 'Text.'),
      card('apache-2.0\nlicense_link: https://huggingface.co/Qwen/Qwen2.5-7B-Instruct/blob/main/LICENSE', 'Text.'),
      card('apache-2.0\nlicense_link: https://choosealicense.com/licenses/apache-2.0/', 'Text.'),
      card('[mit, apache-2.0]\nlicense_link: https://opensource.org/license/mit', 'Text.'),
      card('openrail\nlicense_link: https://choosealicense.com/licenses/creativeml-openrail-m', 'Text.'),
      card(`other\nlicense_name: llama3.1\nlicense_link: ${META}/Llama-3.1-8B/blob/main/LICENSE`, 'Text.'),
      card(
        'other\nlicense_name: qwen-research\nlicense_link: https://huggingface.co/Qwen/Qwen2.5-3B-Instruct/blob/main/LICENSE',
        'Text.',
      ),
      card('other\nlicense_name: acme-license\nlicense_link: https://www.apache.org/licenses/LICENSE-2.0', 'Text.'),
      card('other\nlicense_link: https://ai.google.dev/gemma/terms', 'Text.'),
    ],
  },
  'license-forbids-in-words': {
    bad: [
      card('apache-2.0', '## License\n\nThis model is for non-commercial use only.'),
      card('mit', '## License\n\nFor research purposes only. All rights reserved.'),
      card('mit', 'You may use this model for non-commercial research purposes only.'),
      card('mit', 'You may not use the model for commercial purposes.'),
      card('mit', 'The model may not be used for commercial purposes.'),
      card('mit', 'These weights are released for non-commercial research.'),
      card('apache-2.0', '- **License:** Apache 2.0, not for commercial use'),
      card('gpl-3.0', '## Terms of use\n\nCommercial use is strictly prohibited.'),
      card('apache-2.0', '## License\n\n[CC BY-NonCommercial](https://creativecommons.org/licenses/by-nc/4.0/)'),
      card('apache-2.0\nlicense_link: https://creativecommons.org/licenses/by-nc/4.0/', 'Text.'),
      card('mit', '## Dataset\n\nText.\n\n## License\n\nNon-commercial use only.'),
      card('mit\nlicense_name: cc-by-nc-4.0', 'Text.'),
    ],
    good: [
      card('cc-by-nc-4.0', '## License\n\nThis model is for non-commercial use only.'),
      card('other', '## License\n\nThis model is for non-commercial use only.'),
      card('[mit, cc-by-nc-4.0]', '## License\n\nNon-commercial use only for the second.'),
      card('llama2', '## License\n\nThis model is for research purposes only.'),
      ...[
        '## License\n\nIt is free for research and commercial use.',
        '## License\n\nIt may be used for commercial and non-commercial purposes.',
        '## License\n\nUse it for academic, non-commercial or commercial purposes.',
        '## License\n\nIt is open for commercial, non-commercial and academic use.',
        '## License\n\nUse it for non-commercial & commercial purposes.',
        '## License\n\nThere are no commercial use restrictions.',
        'You may use this model for commercial and non-commercial purposes.',
        'You can use this model for non-commercial and commercial work only if you cite us.',
        'You may use this model for non-commercial research.',
        'You can use the raw model for masked language modelling only.',
        '## Dataset\n\nText.\n\n### License\n\nNon-commercial use only.',
        '## Base model\n\n- **License:** non-commercial',
        `## License\n\nThis model is for non-commercial use only, ${'and so on '.repeat(200)}.`,
        '## License\n\nThe dataset is CC BY-NC 4.0, for non-commercial use only.',
        '## License\n\nThe model is MIT. The data are for non-commercial use only.',
        '## License\n\nThe original weights were under a non-commercial license.',
        '## License\n\nThe license does not restrict commercial use.',
        '## Intended use\n\nThis model is intended for research purposes only.',
        '## Intended use\n\nThe primary use of the model is research on multimodal models.',
        '## Intended use\n\nThe model is intended for non-commercial use only.',
        '## Limitations\n\nNot for commercial products without further testing.',
        'Unlike others, Toy may be used commercially: Falcon had a non-commercial license.',
        'The base model is for non-commercial use only.',
      ].map((body) => card('apache-2.0', body)),
    ],
  },
};
