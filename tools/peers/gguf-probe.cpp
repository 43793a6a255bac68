// SPDX-License-Identifier: Apache-2.0
// What llama.cpp's own reader makes of GGUF files: one on each line of the input, in hex; 1 where it takes the file, 0 where not.
// `gguf-probe types` prints number, elements and bytes of a block of every type of tensor.
#include "ggml.h"
#include "gguf.h"

#include <cstdint>
#include <cstdio>
#include <cstring>
#include <iostream>
#include <string>
#include <vector>

static int digit(char c) { return c <= '9' ? c - '0' : c - 'a' + 10; }

// The table alone is read; that tensors lie within the file is what llama.cpp's loader of models checks.
static bool takes(std::vector<char> & bytes) {
    FILE * file = fmemopen(bytes.data(), bytes.size(), "rb");
    if (file == nullptr) return false;
    gguf_context * gguf = gguf_init_from_file_ptr(file, { /*no_alloc*/ true, /*ctx*/ nullptr });
    fclose(file);
    if (gguf == nullptr) return false;
    bool within = true;
    for (int64_t i = 0; i < gguf_get_n_tensors(gguf); i++) {
        const size_t begin = gguf_get_data_offset(gguf) + gguf_get_tensor_offset(gguf, i);
        const size_t end = begin + gguf_get_tensor_size(gguf, i);
        within = within && begin <= end && end <= bytes.size();
    }
    gguf_free(gguf);
    return within;
}

int main(int argc, char ** argv) {
    if (argc > 1 && strcmp(argv[1], "types") == 0) {
        for (int i = 0; i < GGML_TYPE_COUNT; i++) {
            printf("%d %lld %zu\n", i, (long long) ggml_blck_size((ggml_type) i), ggml_type_size((ggml_type) i));
        }
        return 0;
    }
    ggml_log_set([](enum ggml_log_level, const char *, void *) {}, nullptr);
    std::string line;
    while (std::getline(std::cin, line)) {
        std::vector<char> bytes;
        for (size_t i = 0; i + 1 < line.size(); i += 2) bytes.push_back((char) (digit(line[i]) * 16 + digit(line[i + 1])));
        printf("%d\n", takes(bytes) ? 1 : 0);
    }
    return 0;
}
