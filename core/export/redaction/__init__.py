"""The one gate between a project and an edition: what may not appear there is removed here."""
