# SPDX-License-Identifier: Apache-2.0
"""TensorFlow: SavedModel, checkpoints, TensorFlow Lite, Keras with its backend."""
import keras
import tensorflow as tf
from keras_files import functional, recurrent, sequential


class Module(tf.Module):
    def __init__(self):
        super().__init__()
        self.weights = tf.Variable(tf.ones([4, 2]))

    @tf.function(input_signature=[tf.TensorSpec([None, 4])])
    def __call__(self, rows):
        return tf.nn.relu(rows @ self.weights)


def write(folder):
    module = Module()
    tf.saved_model.save(module, str(folder / "module"))
    tf.train.Checkpoint(module=module).save(str(folder / "checkpoint" / "model"))
    lite = tf.lite.TFLiteConverter.from_concrete_functions([module.__call__.get_concrete_function()], module)
    (folder / "module.tflite").write_bytes(lite.convert())
    for make in (sequential, functional, recurrent):
        model = make()
        model.compile(optimizer="adam", loss="mse")
        model.export(str(folder / make.__name__), verbose=False)
        model.save(folder / f"{make.__name__}.keras")
        model.save(folder / f"{make.__name__}.h5")
    quantized = tf.lite.TFLiteConverter.from_keras_model(sequential())
    quantized.optimizations = [tf.lite.Optimize.DEFAULT]
    (folder / "quantized.tflite").write_bytes(quantized.convert())
    keras.backend.clear_session()
