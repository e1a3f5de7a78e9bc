"""The five stages of a matrix factorization as a picture that moves with the run."""

from mfdesk.gui.panels.pipeline.panel import PipelinePanel

__all__ = ["PipelinePanel"]
