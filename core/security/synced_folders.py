"""Folders where a database is at risk because another program copies it during writes."""

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
    """Return the name of the service that seems to sync this path, or empty."""
    for part in path.absolute().parts:
        name = part.casefold()
        for start, service in SYNCED.items():
            if name == start or name.startswith((f"{start} ", f"{start}-")):
                return service
    return ""
