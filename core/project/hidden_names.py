"""Names to hide that are no source's: of a detainee, of a relative. Each has a confidentiality level of its own."""

from core.errors import InputError
from core.model import Changes, Confidentiality, HiddenName, new_id, now
from core.store import read
from core.store.actions import Act
from core.store.rows import to_row
from core.store.store import Store


class HiddenNames:
    """The list of hidden names of a project."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> list[HiddenName]:
        """Return all hidden names, by name."""
        return read.hidden_names(self._store.db)

    def hide(self, name: str, confidentiality: Confidentiality = Confidentiality.DESK) -> Changes:
        """Hide a name from editions below a level; InputError for an empty name, or for a public one."""
        name = " ".join(name.split())
        if not name or Confidentiality(confidentiality) is Confidentiality.PUBLIC:
            raise InputError("That hides no name.", "Give a name and a level: legal or desk.")
        known = next((one for one in self.all() if one.name == name), None)
        with self._store.transaction(Act.NAME_HIDE) as action:
            if known is None:
                told = {"id": new_id(), "name": name, "confidentiality": confidentiality, "at": now()}
                action.tx.insert("hidden_name", to_row(told))
            else:
                action.tx.update("hidden_name", known.id, {"confidentiality": str(confidentiality)})
        return action.changes

    def show(self, name: str) -> Changes:
        """Stop hiding a name; InputError when it is not on the list."""
        known = next((one for one in self.all() if one.name == " ".join(name.split())), None)
        if known is None:
            raise InputError(f"“{name}” is not on the list of hidden names.", "“hidden-names” lists them.")
        with self._store.transaction(Act.NAME_SHOW) as action:
            action.tx.bin("hidden_name", known.id)
        return action.changes
