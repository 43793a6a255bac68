# SPDX-License-Identifier: Apache-2.0
"""Transformers: tiny models as save_pretrained writes them, with a tokenizer, an adapter and the arguments of a training."""
import tokenizers
import torch
import transformers
from peft import LoraConfig, get_peft_model


def tokenizer():
    raw = tokenizers.Tokenizer(tokenizers.models.WordLevel({"[UNK]": 0, "a": 1, "b": 2}, unk_token="[UNK]"))
    raw.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    fast = transformers.PreTrainedTokenizerFast(tokenizer_object=raw, unk_token="[UNK]")
    fast.chat_template = "{% for message in messages %}<{{ message.role }}>{{ message.content }}{% endfor %}"
    return fast


SMALL = {"vocab_size": 16, "hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}


def models():
    yield "bert", transformers.BertForMaskedLM(transformers.BertConfig(**SMALL))
    yield "llama", transformers.LlamaForCausalLM(transformers.LlamaConfig(**SMALL, num_key_value_heads=2))
    yield "gpt2", transformers.GPT2LMHeadModel(transformers.GPT2Config(vocab_size=16, n_embd=16, n_layer=1, n_head=2))
    yield "t5", transformers.T5ForConditionalGeneration(transformers.T5Config(vocab_size=16, d_model=16, d_kv=8, d_ff=16, num_layers=1, num_heads=2))
    yield "vit", transformers.ViTForImageClassification(transformers.ViTConfig(hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16, image_size=8, patch_size=4))


def write(folder):
    for name, model in models():
        model.save_pretrained(folder / name)
        if name != "vit":
            tokenizer().save_pretrained(folder / name)
        torch.save(model.state_dict(), folder / f"{name}.bin")
    model.save_pretrained(folder / "sharded", max_shard_size="4KB")
    adapted = get_peft_model(dict(models())["llama"], LoraConfig(r=2, target_modules=["q_proj", "v_proj"]))
    adapted.save_pretrained(folder / "adapter")
    arguments = transformers.TrainingArguments(output_dir="out", use_cpu=True, report_to=[])
    torch.save(arguments, folder / "training_args.bin")
