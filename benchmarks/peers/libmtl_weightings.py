"""LibMTL's weightings as functions of a matrix of task gradients, from a folder of LibMTL given by the user.

Its classes take losses through a network; here the network's part is replaced by the matrix, so that only what follows the backward passes is timed:
the Gramian, the weights and, where a class has it in one piece, the sum of the changed gradients.
"""
import importlib
import sys
import types

CLASSES = {
    "imtl": ("IMTL", {}), "mgda": ("MGDA", {"mgda_gn": "none"}), "pcgrad": ("PCGrad", {}), "cagrad": ("CAGrad", {"calpha": 0.5, "rescale": 0}),
    "gradvac": ("GradVac", {"GradVac_beta": 0.5, "GradVac_group_type": 0}), "aligned-mtl": ("Aligned_MTL", {}), "fairgrad": ("FairGrad", {"FairGrad_alpha": 1.0}),
    "nash-mtl": ("Nash_MTL", {"update_weights_every": 1, "optim_niter": 20, "max_norm": 0}), "upgrad": ("UPGrad", {}),
}


def find(folder):
    """A function of the gradients, shape [K, d], per method by our names; why not, for those that cannot run."""
    import torch

    torch.set_default_dtype(torch.float64)
    for package, path in (("LibMTL", f"{folder}/LibMTL"), ("LibMTL.weighting", f"{folder}/LibMTL/weighting")):
        sys.modules[package] = types.ModuleType(package)  # the package itself imports every class, and packages that one of them needs
        sys.modules[package].__path__ = [path]
    found, missing = {}, []
    for ours, (name, arguments) in CLASSES.items():
        try:
            weighting = getattr(importlib.import_module(f"LibMTL.weighting.{name}"), name)
            call = bind(weighting, arguments)
            call(torch.eye(3, 5))
            found[ours] = call
        except Exception as error:  # whatever the peer's code meets on this machine
            missing.append(f"{ours} ({type(error).__name__}: {str(error).splitlines()[0]})")
    return found, missing


def bind(weighting, arguments):
    import torch

    class OfMatrix(weighting):
        rep_grad = False
        device = torch.device("cpu")

        def _compute_grad_dim(self):
            pass

        def _compute_grad(self, losses, mode, rep_grad=False):
            return self.gradients

        def _reset_grad(self, new_grads):
            pass

    instances = {}

    def call(gradients):
        count = len(gradients)
        if count not in instances:
            made = instances[count] = OfMatrix()
            made.task_num = count
            made.init_param()
            made.losses = torch.ones(count, requires_grad=True)
        made = instances[count]
        made.gradients = gradients
        return made.backward(made.losses * 1, **arguments)

    return call
