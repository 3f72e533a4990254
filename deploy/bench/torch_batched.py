"""What a user would otherwise run: many toy models in one batched PyTorch program, one einsum a step.

Tries each number of models, then times the fastest for longer, and prints one line:
  shape=5,2 density=0.1 variant=plain models=64 samples=... seconds=... torch=2.1.0
Seconds are processor time on a processor with one thread, wall time otherwise.
Usage: python3 torch_batched.py --shape 5,2 [--density 0.1] [--seconds 1] [--threads 1] [--models 1 4 16 ...]
"""
import argparse
import time

import torch

BATCH = 1024
LARGEST_INPUTS = 1 << 25  # floats of a step's inputs
SLOWER = 0.8  # of the fastest: more models lose from there on

arguments = argparse.ArgumentParser()
arguments.add_argument("--shape", required=True)
arguments.add_argument("--density", type=float, default=0.1)
arguments.add_argument("--seconds", type=float, default=1.0)
arguments.add_argument("--threads", type=int, default=1)
arguments.add_argument("--models", type=int, nargs="*", default=[1, 4, 16, 64, 256, 1024])
arguments.add_argument("--compile", action="store_true", help="torch.compile the loss and its gradient")
arguments.add_argument("--graph", action="store_true", help="capture a step as a CUDA graph and replay it")
options = arguments.parse_args()
device = "cuda" if torch.cuda.is_available() else "cpu"
torch.set_num_threads(options.threads)
clock = time.process_time if device == "cpu" and options.threads == 1 else time.perf_counter
n, m = map(int, options.shape.split(","))


def synchronize():
    if device == "cuda":
        torch.cuda.synchronize()


def program(models):
    """A step of that many models: draw, loss, gradient, AdamW."""
    graph = options.graph and device == "cuda"
    w = torch.nn.Parameter(torch.randn(models, n, m, device=device) * (2.0 / (n + m)) ** 0.5)
    b = torch.nn.Parameter(torch.zeros(models, 1, n, device=device))
    importance = (0.9 ** torch.arange(n, device=device)).view(1, 1, n)
    optimizer = torch.optim.AdamW([w, b], lr=1e-3, **({"capturable": True} if graph else {}))

    def loss_of(x):
        h = torch.bmm(x, w)
        y = torch.relu(torch.baddbmm(b.expand(-1, x.shape[1], -1), h, w.transpose(1, 2)))
        return (importance * (y - x) ** 2).mean(dim=(1, 2)).sum()

    loss = torch.compile(loss_of) if options.compile else loss_of

    def step():
        u = torch.rand(models, BATCH, n, device=device)
        x = torch.where(u < options.density, u / options.density, torch.zeros((), device=device))
        optimizer.zero_grad(set_to_none=not graph)
        loss(x).backward()
        optimizer.step()

    step()
    return captured(step) if graph else step


def captured(step):
    stream = torch.cuda.Stream()
    stream.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(stream):
        for _ in range(3):
            step()
    torch.cuda.current_stream().wait_stream(stream)
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        step()
    return graph.replay


def timed(step, seconds):
    """Steps and the time they took: at least two, and at least so long."""
    synchronize()
    steps, start = 0, clock()
    while True:
        for _ in range(2):
            step()
        synchronize()
        steps += 2
        taken = clock() - start
        if taken >= seconds:
            return steps, taken


fastest, best = 0.0, 1
for models in options.models:
    if models > 1 and models * BATCH * n > LARGEST_INPUTS:
        break
    steps, taken = timed(program(models), options.seconds / 5)
    if models * steps / taken > fastest:
        fastest, best = models * steps / taken, models
    elif models * steps / taken < SLOWER * fastest:
        break
steps, taken = timed(program(best), options.seconds)
print(
    f"shape={n},{m} density={options.density:g} variant={'graph' if options.graph else 'compile' if options.compile else 'plain'}"
    f" models={best} samples={best * steps * BATCH} seconds={taken:.6f} torch={torch.__version__}"
)
