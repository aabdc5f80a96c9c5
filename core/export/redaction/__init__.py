"""The one gate between a project and an edition: content that an edition may not show is removed here."""
