"""The PDF view of the reader."""
