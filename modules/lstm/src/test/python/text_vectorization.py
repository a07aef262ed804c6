"""What keras.layers.TextVectorization makes of texts.

Run with Keras 3 on TensorFlow:
    python text_vectorization.py OUTPUT.json     writes the numbers
    python text_vectorization.py --check FILE    computes them again and compares them with the file
"""

import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import keras
import tensorflow as tf

TEXTS = [
    "The quick brown fox",
    "the QUICK, brown fox!",
    "",
    "   ",
    "?!... --- ''",
    "unheard words, the fox",
    "one two three four five six seven eight nine",
    "tabs\tand\nnew\r\nlines\u000band\u000cfeeds",
    "no\u00a0break and\u3000ideographic and\u0085next line",
    "Äpfel ÄPFEL äpfel Straße STRASSE",
    "don't stop-and-go, e.g. snake_case a+b=c {x|y} ~z `q` @me #1 $5 50% ^2 &co (a) [b] <c> \"d\" \\e /f",
    "“quotes” and dashes — or – these…",
    "日本語 テキスト",
    "emoji 😀😀 👩‍👩‍👧 e\u0301 é",
    "\ufeffmark at the start",
    "İstanbul ΑΒΓ αβγ ПРИВЕТ привет",
    "[UNK] the",
    "a nul\u0000inside",
    "\ufffd \u0001",
]

WORDS = ["the", "fox", "quick", "brown", "and", "Äpfel", "äpfel", "日本語", "dont", "don't", "a", "é"]
CHARACTERS = ["e", " ", "t", "T", "a", "😀", "日", "é", "\u0301", "\u200d", "\ufffd", ","]

TIES = [
    "b a c a",
    "B c; d é Z z",
    "Z~ 日 日 [UNK] unk UNK",
    "",
    "ä Ä e",
]

# NumPy, through which Keras sorts the words, drops a NUL at their end.
WITHOUT_NUL = [text for text in TEXTS if "\0" not in text]


def layers():
    for standardize in ["lower_and_strip_punctuation", "lower", "strip_punctuation", None]:
        for split in ["whitespace", "character"]:
            for length in [None, 6]:
                yield {
                    "standardize": standardize,
                    "split": split,
                    "outputSequenceLength": length,
                    "vocabulary": WORDS if split == "whitespace" else CHARACTERS,
                }


def vectorized(case):
    layer = keras.layers.TextVectorization(
        standardize=case["standardize"],
        split=case["split"],
        output_sequence_length=case["outputSequenceLength"],
        vocabulary=case["vocabulary"],
    )
    each = [[int(i) for i in layer(tf.constant([text]))[0]] for text in TEXTS]
    batch = [[int(i) for i in row] for row in layer(tf.constant(TEXTS))]
    return {**case, "fullVocabulary": layer.get_vocabulary(), "each": each, "batch": batch}


def adapted(texts, standardize, split, max_tokens):
    layer = keras.layers.TextVectorization(
        max_tokens=max_tokens, standardize=standardize, split=split
    )
    layer.adapt(texts)
    return {
        "texts": texts,
        "standardize": standardize,
        "split": split,
        "maxTokens": max_tokens,
        "fullVocabulary": layer.get_vocabulary(),
    }


def compute():
    return {
        "source": f"Keras {keras.__version__}, TensorFlow {tf.__version__}",
        "texts": TEXTS,
        "layers": [vectorized(case) for case in layers()],
        "adapted": [
            adapted(texts, standardize, split, max_tokens)
            for texts in (TIES, WITHOUT_NUL)
            for standardize in ("lower_and_strip_punctuation", None)
            for split in ("whitespace", "character")
            for max_tokens in (None, 6)
        ],
    }


if __name__ == "__main__":
    if sys.argv[1] == "--check":
        with open(sys.argv[2], encoding="utf-8") as file:
            expected, found = json.load(file), compute()
        del expected["source"], found["source"]
        # Through JSON, so that both have gone the same way.
        found = json.loads(json.dumps(found))
        wrong = [key for key in expected if expected[key] != found[key]]
        print(f"{len(wrong)} differences", *wrong, sep="\n")
        sys.exit(1 if wrong else 0)
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        json.dump(compute(), file, separators=(",", ":"))
        file.write("\n")
