#!/usr/bin/env python3
"""Times the weights of one step from the same gradients, method by method: ours, and TorchJD's and LibMTL's where they can be imported.

    benchmarks/weightings.py [--torchjd FOLDER/src] [--libmtl FOLDER] [--rounds 9] [--tasks 2,4,8,40]

Gradients are K rows of 64 normal numbers whose scales spread over a factor of 100; times start at the Gramian, in double precision, on one
thread, once warm. One side's rounds follow the other's, matrix by matrix; figures are medians over the rounds. TorchJD needs python3-torch, FairGrad also python3-scipy;
those of its methods that need other packages are left out, by name. LibMTL's times start at the gradients, as its classes do.
"""
import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PROJECT = os.path.join(ROOT, "benchmarks", "AutoScale.Benchmarks")
PROGRAM = os.path.join(PROJECT, "bin", "Release", "net10.0", "AutoScale.Benchmarks")
TORCHJD = {
    "mgda": "MGDAWeighting", "imtl-g": "IMTLGWeighting", "pcgrad": "PCGradWeighting", "gradvac": "GradVacWeighting", "aligned-mtl": "AlignedMTLWeighting",
    "cagrad": "CAGradWeighting", "fairgrad": "FairGradWeighting", "upgrad": "UPGradWeighting", "dualproj": "DualProjWeighting",
}
ARGUMENTS = {"cagrad": {"c": 0.5}, "fairgrad": {"alpha": 1.0}}


def rows(tasks):
    chance = random.Random(tasks)
    return [[scale * chance.gauss(0, 1) for _ in range(64)] for scale in [10 ** chance.uniform(-1, 1) for _ in range(tasks)]]


def peers(folder):
    """TorchJD's weightings by our names; why, for those that cannot run."""
    if folder:
        sys.path.insert(0, folder)
    try:
        import torch
        import torch.autograd.graph

        for name in ("Node", "GradientEdge"):  # older torch lacks them; only TorchJD's engines use them
            if not hasattr(torch.autograd.graph, name):
                setattr(torch.autograd.graph, name, object)
        import torchjd.aggregation
    except ImportError as error:
        return {}, f"TorchJD cannot be imported: {error}"
    torch.set_num_threads(1)
    found, missing = {}, []
    for ours, theirs in TORCHJD.items():
        try:
            weighting = getattr(torchjd.aggregation, theirs)(**ARGUMENTS.get(ours, {}))
            weighting(torch.eye(3, dtype=torch.float64))
            found[ours] = weighting
        except ImportError as error:
            missing.append(f"{ours} ({str(error).split(' to be installed')[0]})")
    return found, f"left out of TorchJD: {', '.join(missing)}" if missing else ""


def time_peer(weighting, gradients, from_gramian):
    import torch

    matrix = torch.tensor(gradients, dtype=torch.float64)
    return time_calls(weighting, matrix @ matrix.T if from_gramian else matrix)


def libmtl(folder):
    """LibMTL's weightings by our names; why, for those that cannot run."""
    if not folder:
        return {}, ""
    sys.path.insert(0, os.path.join(ROOT, "benchmarks", "peers"))
    import torch

    import libmtl_weightings

    torch.set_num_threads(1)
    found, missing = libmtl_weightings.find(folder)
    return found, f"left out of LibMTL: {', '.join(missing)}" if missing else ""


def time_calls(call, given):
    call(given)
    calls, start = 0, time.perf_counter()
    while time.perf_counter() - start < 0.02:
        call(given)
        calls += 1
    return (time.perf_counter() - start) / calls


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--torchjd", default="")
    parser.add_argument("--libmtl", default="")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--tasks", default="2,4,8,40")
    parser.add_argument("--methods", default="", help="names separated by commas; default all")
    options = parser.parse_args()
    subprocess.run(["dotnet", "build", "-c", "Release", "-v", "q", "-nologo", PROJECT], check=True, stdout=sys.stderr)
    listed = json.loads(subprocess.run([PROGRAM, "methods"], check=True, capture_output=True, text=True).stdout)
    methods = options.methods.split(",") if options.methods else [name for name in listed["weightings"] if name != "autoscale"]
    process = subprocess.Popen([PROGRAM, "weigh"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    torchjd, torchjd_note = peers(options.torchjd) if options.torchjd else ({}, "")
    libmtl_found, libmtl_note = libmtl(options.libmtl)
    sides = [(found, from_gramian) for found, from_gramian in ((torchjd, True), (libmtl_found, False)) if found]
    brackets = " and ".join(name for name, found in (("TorchJD's", torchjd), ("LibMTL's", libmtl_found)) if found)
    counts = [int(count) for count in options.tasks.split(",")]
    print("microseconds of one step's weights, by K" + (f"; in brackets {brackets}" if brackets else ""))
    print(f"{'method':<20}" + "".join(f"{'K = ' + str(count):>20}" for count in counts))
    for method in methods:
        cells = []
        for count in counts:
            gradients = rows(count)
            process.stdin.write(json.dumps({"method": method, "gradients": gradients, "rounds": options.rounds}) + "\n")
            process.stdin.flush()
            ours = json.loads(process.stdout.readline())
            cell = f"{1e6 * statistics.median(ours):.2f}"
            for found, from_gramian in sides:
                if method in found:
                    theirs = [time_peer(found[method], gradients, from_gramian) for _ in range(options.rounds)]
                    cell += f" ({1e6 * statistics.median(theirs):,.0f})"
            cells.append(cell)
        print(f"{method:<20}" + "".join(f"{cell:>20}" for cell in cells), flush=True)
    for note in filter(None, (torchjd_note, libmtl_note)):
        print(note)
    process.stdin.close()
    process.wait()


if __name__ == "__main__":
    main()
