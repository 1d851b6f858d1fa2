"""Averages the weights of models that were trained from the same start, here the fold models, into one.

    python soup.py OUT/fold0/model.pt OUT/fold1/model.pt OUT/fold2/model.pt --out OUT/final/model.pt
"""
import argparse
import os

import torch


def main():
    o = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    o.add_argument("models", nargs="+")
    o.add_argument("--out", required=True)
    o = o.parse_args()
    parts = [torch.load(path, map_location="cpu") for path in o.models]
    mean = {k: torch.stack([p[k].float() for p in parts]).mean(0) for k in parts[0]}
    os.makedirs(os.path.dirname(o.out), exist_ok=True)
    torch.save(mean, o.out)


if __name__ == "__main__":
    main()
