"""Export pipeline: gather, redact for the audience, build the report, render, reopen and verify the file.

A format is one file in ``core/export/formats`` and one line in :data:`EXPORTERS`.
"""

from core.export.registry import EXPORTERS, Written, export
from core.export.report.options import Options, Section

__all__ = ["EXPORTERS", "Options", "Section", "Written", "export"]
