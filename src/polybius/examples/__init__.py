"""The example page of `polybius demo`."""
