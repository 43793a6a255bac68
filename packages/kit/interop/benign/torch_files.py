# SPDX-License-Identifier: Apache-2.0
"""PyTorch: state dicts, whole modules, optimizers, checkpoints and programs, in the zip format and the older one."""
import torch
from pickles import dump_all
from torch import nn

DTYPES = [torch.float32, torch.float16, torch.bfloat16, torch.float64, torch.int64, torch.int8, torch.uint8, torch.bool, torch.complex64]


def modules():
    yield "linear", nn.Sequential(nn.Linear(4, 3), nn.ReLU(), nn.Linear(3, 2))
    yield "convolution", nn.Sequential(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2), nn.MaxPool2d(2), nn.Flatten(), nn.Dropout())
    yield "transformer", nn.TransformerEncoder(nn.TransformerEncoderLayer(8, 2, 16, batch_first=True), 1, enable_nested_tensor=False)
    yield "recurrent", nn.ModuleDict({"gru": nn.GRU(4, 3), "lstm": nn.LSTM(4, 3, bidirectional=True), "embedding": nn.Embedding(5, 4)})


def save_both(value, folder, name):
    torch.save(value, folder / f"{name}.pt")
    torch.save(value, folder / f"{name}.legacy.pth", _use_new_zipfile_serialization=False)
    for protocol in (3, 4, 5):
        torch.save(value, folder / f"{name}.p{protocol}.bin", pickle_protocol=protocol)


def write(folder):
    torch.manual_seed(0)
    for name, module in modules():
        save_both(module.state_dict(), folder, f"{name}-state")
        save_both(module, folder, f"{name}-module")
        dump_all(folder, f"{name}-state", module.state_dict(), [2, 4, 5])
    values = {str(kind): torch.zeros(3, dtype=kind) for kind in DTYPES}
    save_both({**values, "view": torch.arange(12.0).view(3, 4).t()[1:], "parameter": nn.Parameter(torch.ones(2)), "sparse": torch.eye(3).to_sparse(), "size": torch.Size([1, 2]), "device": torch.device("cpu"), "dtype": torch.float32}, folder, "tensors")
    save_both(torch.quantize_per_tensor(torch.rand(4), 0.1, 0, torch.qint8), folder, "quantized")
    save_both(torch.get_rng_state(), folder, "random-state")
    write_checkpoints(folder)
    write_programs(folder)


def write_checkpoints(folder):
    model = nn.Linear(4, 2)
    for kind in (torch.optim.SGD, torch.optim.Adam, torch.optim.AdamW, torch.optim.Adagrad, torch.optim.RMSprop):
        optimizer = kind(model.parameters(), lr=0.1)
        model(torch.rand(3, 4)).sum().backward()
        optimizer.step()
        scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 1)
        save_both({"epoch": 1, "model": model.state_dict(), "optimizer": optimizer.state_dict(), "scheduler": scheduler.state_dict()}, folder, f"checkpoint-{kind.__name__}")
        save_both(optimizer, folder, f"optimizer-{kind.__name__}")


def write_programs(folder):
    for name, module in modules():
        if name == "recurrent":
            continue
        sample = {"linear": torch.rand(1, 4), "convolution": torch.rand(1, 1, 8, 8), "transformer": torch.rand(1, 3, 8)}[name]
        module.eval()
        torch.jit.trace(module, sample, check_trace=False).save(str(folder / f"{name}-traced.pt"))
        if name != "transformer":
            torch.jit.script(module).save(str(folder / f"{name}-scripted.pt"))
        torch.export.save(torch.export.export(module, (sample,)), folder / f"{name}.pt2")
