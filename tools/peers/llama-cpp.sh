#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2086 # flags are words
# Builds llama.cpp's own reader of GGUF into build/peers/gguf-probe, from the sources that PyPI's llama-cpp-python brings along:
# half a minute with g++, and nothing of it is installed.
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
python="$root/build/venv/bin/python"
out="$root/build/peers/gguf-probe"
[ -x "$out" ] && exit 0
if ! [ -x "$python" ]; then
  echo 'peers/llama-cpp: needs build/venv, which python.sh makes' >&2
  exit 20
fi
if ! command -v g++ >/dev/null 2>&1; then
  echo 'peers/llama-cpp: needs g++' >&2
  exit 20
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"$python" -m pip download --quiet --disable-pip-version-check --no-deps --no-binary llama-cpp-python llama-cpp-python==0.3.36
tar xzf llama_cpp_python-*.tar.gz --strip-components=1 --wildcards '*/vendor/llama.cpp/ggml/*'
ggml=vendor/llama.cpp/ggml
flags="-O1 -fPIC -w -D_GNU_SOURCE -DGGML_VERSION=\"0\" -DGGML_COMMIT=\"0\" -I$ggml/include -I$ggml/src -I."
printf '#define GGML_VERSION "0"\n#define GGML_COMMIT "0"\n' >ggml-version.h
for source in ggml.c ggml-alloc.c ggml-quants.c; do
  gcc -std=c11 $flags -c "$ggml/src/$source"
done
for source in ggml.cpp ggml-backend.cpp ggml-backend-meta.cpp ggml-opt.cpp ggml-threading.cpp gguf.cpp; do
  g++ -std=c++17 $flags -c "$ggml/src/$source" -o "$source.o"
done
mkdir -p "$root/build/peers"
g++ -std=c++17 $flags "$root/tools/peers/gguf-probe.cpp" ./*.o -lpthread -lm -o "$out"
echo 'peers/llama-cpp: have gguf-probe'
