"""Documents -> records on many machines, by Dask; needs the extra `cluster`."""

from polybius.cluster.engine import ClusterError, coded_on_cluster

__all__ = ["ClusterError", "coded_on_cluster"]
