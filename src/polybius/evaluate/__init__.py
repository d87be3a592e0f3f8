"""Scoring on gold: the tool by which the project is steered."""

from polybius.evaluate.figures import Figure
from polybius.evaluate.report import Mistake, Report, Table
from polybius.evaluate.run import KINDS, PARTS, evaluate

__all__ = ["KINDS", "PARTS", "Figure", "Mistake", "Report", "Table", "evaluate"]
