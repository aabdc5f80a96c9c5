"""Folders where a database is not safe: those that another program copies while we write."""

from pathlib import Path

SYNCED = {
    "dropbox": "Dropbox",
    "onedrive": "OneDrive",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "mobile documents": "iCloud Drive",
    "icloud drive": "iCloud Drive",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "pcloud": "pCloud",
    "syncthing": "Syncthing",
    "box sync": "Box",
}


def synced_by(path: Path) -> str:
    """Return the name of the service that seems to sync this place, or empty."""
    for part in path.absolute().parts:
        name = part.casefold()
        for start, service in SYNCED.items():
            if name == start or name.startswith((f"{start} ", f"{start}-")):
                return service
    return ""
