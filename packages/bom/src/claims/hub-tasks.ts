// SPDX-License-Identifier: Apache-2.0

/** Tasks by their names at the Hub, as cards have them as `pipeline_tag`, or among their tags. */
export const HUB_TASKS: ReadonlySet<string> = new Set([
  'any-to-any',
  'audio-classification',
  'audio-text-to-text',
  'audio-to-audio',
  'automatic-speech-recognition',
  'depth-estimation',
  'document-question-answering',
  'feature-extraction',
  'fill-mask',
  'graph-ml',
  'image-classification',
  'image-feature-extraction',
  'image-segmentation',
  'image-text-to-text',
  'image-to-3d',
  'image-to-image',
  'image-to-text',
  'image-to-video',
  'keypoint-detection',
  'mask-generation',
  'object-detection',
  'question-answering',
  'reinforcement-learning',
  'robotics',
  'sentence-similarity',
  'summarization',
  'table-question-answering',
  'tabular-classification',
  'tabular-regression',
  'text-classification',
  'text-generation',
  'text-ranking',
  'text-to-3d',
  'text-to-audio',
  'text-to-image',
  'text-to-speech',
  'text-to-video',
  'text2text-generation',
  'time-series-forecasting',
  'token-classification',
  'translation',
  'unconditional-image-generation',
  'video-classification',
  'video-text-to-text',
  'visual-document-retrieval',
  'visual-question-answering',
  'voice-activity-detection',
  'zero-shot-classification',
  'zero-shot-image-classification',
  'zero-shot-object-detection',
]);

/** What nothing does that reads and writes text alone. */
export const OF_PICTURES_AND_SOUNDS: readonly string[] = [
  'audio-classification',
  'depth-estimation',
  'image-classification',
  'image-feature-extraction',
  'image-segmentation',
  'image-to-image',
  'keypoint-detection',
  'mask-generation',
  'object-detection',
  'unconditional-image-generation',
  'video-classification',
  'voice-activity-detection',
];

/** What a class of models is for. */
export interface ClassTasks {
  /** how names of such classes end, or are */
  readonly architecture: RegExp;
  /** all that it is for */
  readonly fitting?: readonly string[];
  /** what it is not for, where it is for many things */
  readonly unfitting?: readonly string[];
}

/** Classes that are for a few tasks, or certainly not for some; the first that fits counts. */
export const CLASS_TASKS: readonly ClassTasks[] = [
  {
    architecture: /ForSequenceClassification$/,
    fitting: [
      'text-classification',
      'zero-shot-classification',
      'text-ranking',
      'sentence-similarity',
      'audio-classification',
      'reinforcement-learning',
    ],
  },
  { architecture: /ForTokenClassification$/, fitting: ['token-classification'] },
  {
    architecture: /ForQuestionAnswering$/,
    fitting: [
      'question-answering',
      'visual-question-answering',
      'document-question-answering',
      'table-question-answering',
    ],
  },
  {
    architecture: /ForMaskedLM$/,
    fitting: ['fill-mask', 'feature-extraction', 'sentence-similarity', 'text-ranking'],
  },
  {
    architecture: /ForImageClassification$/,
    fitting: ['image-classification', 'image-feature-extraction', 'zero-shot-image-classification'],
  },
  {
    architecture: /ForObjectDetection$/,
    fitting: ['object-detection', 'zero-shot-object-detection', 'document-question-answering'],
  },
  { architecture: /ForSemanticSegmentation$/, fitting: ['image-segmentation', 'mask-generation'] },
  { architecture: /ForDepthEstimation$/, fitting: ['depth-estimation'] },
  { architecture: /ForVideoClassification$/, fitting: ['video-classification'] },
  { architecture: /ForAudioClassification$/, fitting: ['audio-classification', 'voice-activity-detection'] },
  {
    architecture: /ForSpeechSeq2Seq$|ForCTC$|^WhisperForConditionalGeneration$/,
    fitting: ['automatic-speech-recognition', 'audio-classification', 'audio-text-to-text', 'translation'],
  },
  // Models that see have such names, too: `LlavaLlamaForCausalLM`.
  {
    architecture:
      /^(?:Llama|Mistral|Mixtral|Qwen[23]?(?:Moe)?|Gemma[23]?|Phi3?|Falcon|GPT2LMHead|GPTNeoX|GPTNeo|GPTJ|OPT|Bloom|Cohere2?|Olmo2?|Granite|Starcoder2|StableLm|Mamba2?|DeepseekV[23]|MPT)(?:ForCausalLM|Model)$/,
    unfitting: [...OF_PICTURES_AND_SOUNDS, 'fill-mask'],
  },
  {
    architecture: /^(?:MT5|T5|LongT5|Bart|MBart|Pegasus|LED|M2M100)ForConditionalGeneration$|^MarianMTModel$/,
    unfitting: OF_PICTURES_AND_SOUNDS,
  },
];
