#!/usr/bin/env python3
"""Compares a training update of ours with Python PyTorch's on the same libtorch, same network, same batch, same number of threads.

    benchmarks/training-step.py [--problem scenes|multi-mnist] [--data FOLDER] [--threads 1] [--rounds 12] [--steps 20] [--methods all]

Both programs run all the while and take turns, so that a change in the machine's load meets both alike. The figures are medians over the
rounds' medians; ratios are against Python PyTorch (below 1: ours is faster) and against unitary scalarization. "our malloc" gives Python the
settings under which our engine keeps freed memory. Needs python3-torch.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PROJECT = os.path.join(ROOT, "benchmarks", "AutoScale.Benchmarks")


KEEP_FREED_MEMORY = {"MALLOC_TRIM_THRESHOLD_": "2147483647", "MALLOC_MMAP_THRESHOLD_": "2147483647", "MALLOC_TOP_PAD_": "67108864"}


def start(command, **environment):
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, **environment})


def ask(process, request):
    process.stdin.write(request + "\n")
    process.stdin.flush()
    return statistics.median(json.loads(process.stdout.readline()))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--problem", choices=["scenes", "multi-mnist"], default="scenes")
    parser.add_argument("--data", default="data/mnist")
    parser.add_argument("--threads", default="1")
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--methods", default="unitary,imtl-g,bound,famo", help="names separated by commas, unitary among them, or 'all'")
    options = parser.parse_args()
    subprocess.run(["dotnet", "build", "-c", "Release", "-v", "q", "-nologo", PROJECT], check=True, stdout=sys.stderr)
    program = os.path.join(PROJECT, "bin", "Release", "net10.0", "AutoScale.Benchmarks")
    ours = start([program, "steps", options.problem, options.threads, options.data])
    script = ["/usr/bin/python3", os.path.join(ROOT, "benchmarks", "peers", "pytorch_steps.py"), options.problem, options.threads]
    bound = {"OPENBLAS_NUM_THREADS": options.threads}  # PyTorch's number of threads does not reach OpenBLAS; ours does.
    peer, tuned_peer = start(script, **bound), start(script, **bound, **KEEP_FREED_MEMORY)
    listed = json.loads(subprocess.run([program, "methods"], check=True, capture_output=True, text=True).stdout)["all"]
    methods = [*listed, "bound"] if options.methods == "all" else options.methods.split(",")
    seconds = {name: [] for name in ["pytorch", "pytorch, tuned", *methods]}
    for round_number in range(options.rounds + 1):
        found = {"pytorch": ask(peer, str(options.steps)), "pytorch, tuned": ask(tuned_peer, str(options.steps)), **{name: ask(ours, f"{name} {options.steps}") for name in methods}}
        if round_number > 0:  # the first round warms both up
            for name, value in found.items():
                seconds[name].append(value)

    print(f"{options.problem}, {options.threads} thread(s), {options.rounds} rounds of {options.steps} updates")
    print(f"{'update':<22}{'ms':>8}{'/ PyTorch':>12}{'/ unitary':>12}")
    for name, values in seconds.items():
        to_peer = statistics.median(a / b for a, b in zip(values, seconds["pytorch"]))
        to_unitary = statistics.median(a / b for a, b in zip(values, seconds["unitary"]))
        labels = {"pytorch": "Python PyTorch", "pytorch, tuned": "the same, our malloc", "bound": "K-gradient bound"}
        print(f"{labels.get(name, name):<22}{1000 * statistics.median(values):>8.2f}{to_peer:>12.3f}{to_unitary:>12.3f}")
    for process in (ours, peer, tuned_peer):
        process.stdin.close()
        process.wait()


if __name__ == "__main__":
    main()
