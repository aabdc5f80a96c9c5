"""The brief leaves the house: from frozen material through one redacted view to a file that is read back before it is called done.

An exporter is one file here and one line in :data:`FORMATS`.
"""

from core.export.registry import EXPORTERS, Written, export
from core.export.report.options import Options, Section

__all__ = ["EXPORTERS", "Options", "Section", "Written", "export"]
