// SPDX-License-Identifier: Apache-2.0

/**
 * Words for families of models, letters and digits alone, and what each may be in a configuration. Makers publish models of one name in
 * the form of another family, such as Falcon 3 as Llama: what may be the same has a kind in common.
 */
const KINDS: readonly (readonly [kinds: string, words: string])[] = [
  ['llama', 'llama llamamoe mllama llama4text yi baichuan'],
  ['llama qwen deepseek', 'deepseek deepseekv2 deepseekv3 deepseekllm'],
  ['llama mamba', 'mistral mixtral ministral'],
  ['llama internlm', 'internlm internlm2'],
  ['llama minicpm', 'minicpm minicpm3'],
  ['llama phi', 'phi phimoe phimsft phi3small'],
  ['llama falcon mamba', 'falcon'],
  ['llama gpt', 'stablelm stablelmepoch stablelmalpha'],
  ['llama gpt', 'granite granitemoe granitecode'],
  ['falcon', 'refinedweb refinedwebmodel'],
  ['mamba', 'mamba'],
  ['mamba falcon', 'falconmamba'],
  ['qwen', 'qwen qwenmoe qwen2moe qwen3moe qwen3next qwq'],
  ['gemma', 'gemma gemma2 gemma3 gemma3text recurrentgemma'],
  ['gpt', 'gpt2 gptneo gptneox gptj gptbigcode starcoder pythia'],
  ['bloom', 'bloom'],
  ['opt', 'opt'],
  ['mpt', 'mpt'],
  ['rwkv', 'rwkv'],
  ['cohere', 'cohere commandr'],
  ['olmo', 'olmo olmoe'],
  ['glm', 'chatglm glm glm4'],
  ['bert', 'bert roberta xlmroberta distilbert camembert electra albert deberta debertav2 modernbert mpnet nomicbert'],
  ['t5', 't5 mt5 umt5 longt5 flant5 byt5'],
  ['bart', 'bart mbart pegasus marian'],
  ['vision', 'vit deit beit dinov2 swin swinv2 convnext convnextv2 resnet clip siglip'],
  ['speech', 'whisper wav2vec2 wav2vec2bert hubert wavlm speecht5'],
];
const BY_WORD: ReadonlyMap<string, readonly string[]> = new Map(
  KINDS.flatMap(([kinds, words]) => words.split(' ').map((word) => [word, kinds.split(' ')] as const)),
);
/** Longest word that is looked up. */
const MAX_WORD_CHARS = 40;

/** The kinds that a word for a family may be of, with and without its generation; undefined for what names none. */
export function kindsOfFamily(text: string): readonly string[] | undefined {
  if (text.length > MAX_WORD_CHARS) return undefined;
  const word = text.toLowerCase().replace(/[^a-z\d]/g, '');
  return BY_WORD.get(word) ?? BY_WORD.get(word.replace(/\d{1,4}$/, ''));
}
