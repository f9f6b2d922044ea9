#!/usr/bin/env bash
# Trains, judges and ships the reader: what `make train` runs.
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p training/data
for set in guardian reuters events news seed plover; do
    "$GRAPHKB" extract --extractor rules "$SHARED/eval/${set}_dev.jsonl" > "training/data/$set.sightings.jsonl"
done
"$PYTHON" -m training.own > training/data/own.jsonl
"$GRAPHKB" extract --extractor rules training/data/own.jsonl > training/data/own.sightings.jsonl
cat training/data/*.sightings.jsonl > training/data/rules.jsonl
learn=(--workers 2 --batch 8 --epochs 8 --encoder-rate 1e-4)
"$PYTHON" -m training.train --folds 3 "${learn[@]}"
"$PYTHON" -m training.train --final "${learn[@]}"
"$PYTHON" -m training.combine reader 1 training/data/rules.jsonl
"$PYTHON" -m training.ship --name reader
