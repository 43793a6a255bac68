# SPDX-License-Identifier: Apache-2.0
"""Keras 3 without a large backend: whole models, weights and configurations."""
import keras
from keras import layers


def sequential():
    return keras.Sequential([keras.Input((8, 8, 1)), layers.Conv2D(2, 3, activation="relu"), layers.BatchNormalization(), layers.MaxPooling2D(), layers.Flatten(), layers.Dropout(0.1), layers.Dense(2, activation="softmax")])


def functional():
    one, two = keras.Input((4,)), keras.Input((4,))
    joined = layers.Concatenate()([layers.Dense(3, kernel_regularizer="l2")(one), layers.Dense(3, activation="gelu")(two)])
    return keras.Model([one, two], layers.Dense(1)(layers.LayerNormalization()(joined)))


def recurrent():
    words = keras.Input((5,), dtype="int32")
    hidden = layers.Bidirectional(layers.LSTM(3))(layers.Embedding(10, 4)(words))
    return keras.Model(words, layers.Dense(1)(hidden))


def attention():
    rows = keras.Input((5, 8))
    return keras.Model(rows, layers.MultiHeadAttention(2, 4)(rows, rows))


def write(folder):
    for make in (sequential, functional, recurrent, attention):
        model = make()
        model.compile(optimizer="adam", loss="mse", metrics=["mae"])
        model.save(folder / f"{make.__name__}.keras")
        model.save(folder / f"{make.__name__}.h5")
        model.save_weights(folder / f"{make.__name__}.weights.h5")
        (folder / f"{make.__name__}.json").write_text(model.to_json(), encoding="utf-8")
