"""The models in this folder: what they compute, how they are exported, what Python computes with them."""
